/** What a command is given: flags are checked and set apart already. */
export interface CommandInput {
  readonly arguments: readonly string[];
  readonly flags: Flags;
  readonly output: Output;
}

/** What a command ends with: 0 ok, 1 a check failed, 2 bad usage or input, or nothing to read. What it throws is answered by `refusalOf`. */
export type ExitStatus = 0 | 1 | 2;

/** Where a command writes: one JSON value, lines for people, and messages beside them. */
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

/** The flags that were given, by their names without the dashes. */
export interface Flags {
  has(name: string): boolean;
  /** The last value that was given; null where none was. */
  get(name: string): string | null;
  /** All that were given, in order. */
  all(name: string): readonly string[];
}

/** A command as the list of commands has it: its line of the help, and where the rest of it is. */
export interface ListedCommand {
  /** A word, or two where several commands are about one thing, such as `audit verify`. */
  readonly name: string;
  /** What follows the name, such as `PATH…`. */
  readonly synopsis: string;
  /** One sentence for the list of commands. */
  readonly summary: string;
  /** Loads the code of the command, with all that it needs. */
  load(): Promise<Command>;
}

/** What a command takes and does, with what its own help says. */
export interface Command {
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

/** Of every command that can print its result for a program. */
export const jsonFlag: FlagSpecification = {
  name: 'json',
  value: null,
  help: 'print exactly one JSON value on standard output',
};
