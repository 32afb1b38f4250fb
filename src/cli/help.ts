import type { Command, FlagSpecification, ListedCommand } from './command';

const program = 'throughline';

/** What `--help` prints without a command. */
export function describeCommands(commands: readonly ListedCommand[]): string {
  return [
    `Usage: ${program} COMMAND [ARGUMENT…] [FLAG…]`,
    '',
    'Snapshots, profiles, drift, lineage and releases of data, on this machine alone.',
    '',
    'Commands:',
    ...aligned(commands.map(({ name, synopsis, summary }) => [`${name} ${synopsis}`, summary])),
    '',
    `${program} COMMAND --help says more of each.`,
    '',
    'With --json, standard output is exactly one JSON value; messages go to standard error.',
    'A refusal is {path?, failure: {kind, message, …}}, with the place where there is one.',
    'Exit status: 0 ok; 1 a check failed; 2 bad input or usage, or nothing to read; 3 a fault of Throughline itself.',
  ].join('\n');
}

/** What `COMMAND --help` prints. */
export function describeCommand(
  { name, synopsis, summary }: ListedCommand,
  { details, flags }: Command,
): string {
  return [
    `Usage: ${program} ${name} ${synopsis} [FLAG…]`,
    '',
    summary,
    ...details.flatMap((paragraph) => ['', ...wrapped(paragraph)]),
    '',
    'Flags:',
    ...aligned([
      ...flags.map((flag): [string, string] => [describeFlag(flag), flag.help]),
      ['--help', 'print this'],
    ]),
  ].join('\n');
}

function describeFlag({ name, short, value }: FlagSpecification): string {
  const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return value === null ? names : `${names} ${value}`;
}

function aligned(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}

const width = 100;

function wrapped(paragraph: string): string[] {
  const lines = [''];
  for (const word of paragraph.split(' ')) {
    const last = lines.length - 1;
    if (lines[last]!.length + word.length + 1 > width) lines.push(word);
    else lines[last] = lines[last] === '' ? word : `${lines[last]} ${word}`;
  }
  return lines;
}
