import { Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import { err, ok, type Result } from '../../lib/result';
import type { RowExpression } from '../../gates/contract/expression';

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  limits: { maxAstNodes: 1000, maxDepth: 64, maxListElements: 100, maxMapEntries: 100 },
});

/** Macros go through a list once for each of its elements. */
const macros: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);
const mostNested = 2;
const longestList = 100;

/** What is wrong with an expression, or not allowed in one. */
class Refused extends Error {}

/**
 * An expression in CEL, to be evaluated for each row: interpreted, never compiled. Refused in words where it is none, where it nests macros
 * more than twice, so that it ends in time, and where it runs a pattern of its own: patterns have a clause that a watchdog guards.
 */
export function readExpression(source: string): Result<RowExpression, string> {
  try {
    const program = environment.parse(source);
    const names = new Set<string>();
    const cost = costOf(program.ast, new Set(), 0, names);
    return ok({
      source,
      names: [...names],
      cost,
      evaluate(values) {
        try {
          const value: unknown = program(values);
          return typeof value === 'boolean' ? value : 'it gives no truth value';
        } catch (error) {
          if (error instanceof EvaluationError) return firstLine(error.message);
          throw error;
        }
      },
    });
  } catch (error) {
    if (error instanceof ParseError) return err(syntaxWords(firstLine(error.message)));
    if (error instanceof EvaluationError || error instanceof Refused) return err(firstLine(error.message));
    throw error;
  }
}

/** What the parser says of a token is in its own words. */
function syntaxWords(message: string): string {
  const token = /^Unexpected token: (\w+)$/.exec(message)?.[1];
  if (token === undefined) return message;
  return token === 'EOF' ? 'it ends where more is expected' : `a value is expected where ${token} stands`;
}

function firstLine(message: string): string {
  return message.split('\n')[0]!;
}

/** How many steps it takes at most; finds the free names on the way. */
function costOf(node: unknown, bound: ReadonlySet<string>, depth: number, names: Set<string>): number {
  if (Array.isArray(node))
    return node.reduce((sum: number, each) => sum + costOf(each, bound, depth, names), 0);
  if (typeof node !== 'object' || node === null || !('op' in node) || !('args' in node)) return 0;
  const { op, args } = node;
  if (op === 'id') {
    if (typeof args === 'string' && !bound.has(args)) names.add(args);
    return 1;
  }
  if (op === 'value') return 1;
  if (op !== 'rcall') return 1 + costOf(args, bound, depth, names);
  const [name, receiver, parameters] = args as readonly [string, unknown, readonly unknown[]];
  if (name === 'matches')
    throw new Refused('matches is not allowed here: write the pattern as a clause, which a watchdog can end');
  const own = 1 + costOf(receiver, bound, depth, names);
  if (!macros.has(name) || parameters.length < 2) return own + costOf(parameters, bound, depth, names);
  if (depth === mostNested)
    throw new Refused(`macros stand inside of one another more than ${mostNested} times`);
  const [variable, ...bodies] = parameters;
  const inner = new Set([...bound, ...variableOf(variable)]);
  return own + longestList * costOf(bodies, inner, depth + 1, names);
}

function variableOf(node: unknown): readonly string[] {
  const isName = typeof node === 'object' && node !== null && 'args' in node && typeof node.args === 'string';
  return isName ? [node.args as string] : [];
}
