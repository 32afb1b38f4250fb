import type { ReadOptions } from '../table/schema';

/** What a command is given: flags are checked and set apart already. */
export interface CommandInput {
  readonly arguments: readonly string[];
  readonly flags: Flags;
  readonly output: Output;
}

/** What a command ends with: 0 ok, 1 a check failed, 2 bad usage or input, or nothing to read. What it throws is answered by `refusalOf`. */
export type ExitStatus = 0 | 1 | 2;

export interface Output {
  /** Sets the one JSON value that `--json` promises; it is written when the command has ended. */
  json(value: unknown): void;
  /** Writes a line for people to standard output. */
  line(text: string): void;
  /** Writes a line to standard error. */
  message(text: string): void;
}

/** A flag that takes a value, or stands for true. */
export interface FlagSpecification {
  readonly name: string;
  readonly short?: string;
  /** How its value is named in the help; null where it has none. */
  readonly value: string | null;
  readonly help: string;
}

export interface Flags {
  has(name: string): boolean;
  /** The last value that was given; null where none was. */
  get(name: string): string | null;
}

export interface Command {
  /** A word, or two where several commands are about one thing, such as `audit verify`. */
  readonly name: string;
  /** What follows the name, such as `PATH…`. */
  readonly synopsis: string;
  /** One sentence for the list of commands. */
  readonly summary: string;
  /** What `--help` says below the synopsis. */
  readonly details: readonly string[];
  readonly flags: readonly FlagSpecification[];
  readonly argumentCount: { readonly min: number; readonly max: number };
  run(input: CommandInput): Promise<ExitStatus>;
}

/** How people used a command in a way it does not know; the message says what it knows. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const jsonFlag: FlagSpecification = {
  name: 'json',
  value: null,
  help: 'print exactly one JSON value on standard output',
};

/** The flags of every command that reads tables. */
export const readFlags: readonly FlagSpecification[] = [
  {
    name: 'skip-bad-rows',
    value: null,
    help: 'read around rows that are ragged or undecodable, and count them',
  },
  {
    name: 'delimiter',
    value: 'CHARACTER',
    help: 'what separates the fields of a CSV; "\\t" or "tab" for a tab',
  },
  { name: 'no-header', value: null, help: 'the first row of a CSV is data, too' },
  { name: 'header', value: null, help: 'the first row of a CSV names its columns, whatever it looks like' },
];

/** The read options that `readFlags` ask for. Throws `UsageError`. */
export function readOptionsOf(flags: Flags): ReadOptions {
  if (flags.has('header') && flags.has('no-header'))
    throw new UsageError('--header and --no-header exclude each other');
  const given = flags.get('delimiter');
  const delimiter = given === '\\t' || given === 'tab' ? '\t' : given;
  if (delimiter !== null && delimiter.length !== 1) throw new UsageError('--delimiter takes one character');
  const hasHeader = flags.has('header') ? true : flags.has('no-header') ? false : null;
  return { skipBadRows: flags.has('skip-bad-rows'), delimiter, hasHeader };
}
