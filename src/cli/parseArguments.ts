import { parseArgs } from 'node:util';
import { UsageError, type Flags, type FlagSpecification } from './command';

/** A command line as it was understood: what is no flag in its order, and the flags. */
export interface ParsedArguments {
  readonly arguments: readonly string[];
  readonly flags: Flags;
}

/**
 * Sets flags apart from arguments: `--name`, `--name value`, `--name=value`, `-n`; what follows `--` is an argument.
 * Throws `UsageError` for a flag that is not known, and for one that lacks its value or has one it does not take.
 */
export function parseArguments(
  given: readonly string[],
  known: readonly FlagSpecification[],
): ParsedArguments {
  // Not strict: what is wrong is said below in our words, and a value may begin with a dash.
  const { tokens } = parseArgs({
    args: [...given],
    options: Object.fromEntries(known.map((flag) => [flag.name, optionOf(flag)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const rest: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') rest.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = known.find(({ name }) => name === token.name);
    if (!flag) throw new UsageError(`the flag ${token.rawName} is not known`);
    if (flag.value === null && token.value !== undefined)
      throw new UsageError(`the flag ${token.rawName} takes no value`);
    if (flag.value !== null && token.value === undefined)
      throw new UsageError(`the flag ${token.rawName} needs a value: ${flag.value}`);
    values.set(flag.name, [...(values.get(flag.name) ?? []), token.value ?? '']);
  }
  return {
    arguments: rest,
    flags: {
      has: (name) => values.has(name),
      get: (name) => values.get(name)?.at(-1) ?? null,
      all: (name) => values.get(name) ?? [],
    },
  };
}

function optionOf({ value, short }: FlagSpecification) {
  const type = value === null ? ('boolean' as const) : ('string' as const);
  return short === undefined ? { type } : { type, short };
}
