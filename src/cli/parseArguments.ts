import { UsageError, type Flags, type FlagSpecification } from './command';

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
  const values = new Map<string, string[]>();
  const give = (name: string, value: string): void =>
    void values.set(name, [...(values.get(name) ?? []), value]);
  const rest: string[] = [];
  for (let index = 0; index < given.length; index++) {
    const text = given[index]!;
    if (text === '--') {
      rest.push(...given.slice(index + 1));
      break;
    }
    if (!text.startsWith('-') || text === '-') {
      rest.push(text);
      continue;
    }
    const equals = text.indexOf('=');
    const typed = equals === -1 ? text : text.slice(0, equals);
    const flag = known.find(
      ({ name, short }) => typed === `--${name}` || (short !== undefined && typed === `-${short}`),
    );
    if (!flag) throw new UsageError(`the flag ${typed} is not known`);
    const attached = equals === -1 ? null : text.slice(equals + 1);
    if (flag.value === null) {
      if (attached !== null) throw new UsageError(`the flag ${typed} takes no value`);
      give(flag.name, '');
      continue;
    }
    const value = attached ?? given[++index];
    if (value === undefined) throw new UsageError(`the flag ${typed} needs a value: ${flag.value}`);
    give(flag.name, value);
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
