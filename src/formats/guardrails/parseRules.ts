import { isAlias, LineCounter, parseDocument, visit } from 'yaml';
import { err, ok, type Result } from '../../lib/result';
import { jsonFault } from '../jsonl/jsonFault';

/** Why a file of guardrails is refused: a line and column, or a JSON pointer such as `/1/statistic`. */
export interface GuardrailsFault {
  readonly place: string;
  readonly message: string;
}

/** The value of a text in JSON or, where it begins with neither `{` nor `[`, in YAML without aliases; else the place of its fault. */
export function parseRules(text: string): Result<unknown, GuardrailsFault> {
  const own = text.replace(/^\uFEFF/, '');
  return /^\s*[[{]/.test(own) ? parseJsonRules(own) : parseYamlRules(own);
}

function parseJsonRules(text: string): Result<unknown, GuardrailsFault> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    return err(jsonFault(text));
  }
}

function parseYamlRules(text: string): Result<unknown, GuardrailsFault> {
  const lineCounter = new LineCounter();
  const fault = (offset: number, message: string): Result<never, GuardrailsFault> => {
    const { line, col } = lineCounter.linePos(offset);
    return err({ place: `line ${Math.max(1, line)}, column ${Math.max(1, col)}`, message });
  };
  try {
    const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'silent' });
    const [error] = document.errors;
    if (error) return fault(error.pos[0], error.message);
    let alias: number | null = null;
    visit(document, {
      Alias: (_key, node) => {
        if (isAlias(node)) alias ??= node.range?.[0] ?? 0;
      },
    });
    if (alias !== null) return fault(alias, 'aliases are not read in a file of guardrails');
    return ok(document.toJS() as unknown);
  } catch (error) {
    // The parser goes down into what is nested by calling itself.
    if (error instanceof RangeError) return fault(0, 'it is nested too deeply');
    throw error;
  }
}
