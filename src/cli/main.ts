import { type Command, UsageError, type ExitStatus, type ListedCommand } from './command';
import { describeCommand, describeCommands } from './help';
import { printable, processOutput } from './output';
import { parseArguments } from './parseArguments';
import { refusalOf, refusalOutput } from './refusal';
import { before, beginAgain } from './beginAgain';
import { commands } from './commands';
import { watchdog } from './watchdog';

// The global `process` here, in output.ts, beginAgain.ts and watchdog.ts: its import opens every standard stream first.
const words = process.argv.slice(2);
const output = processOutput(before);
/** The command that runs, from when it is loaded on. */
let loaded: Command | null = null;
endWithStreams();
// A command that ends without an answer is a fault of ours.
process.exitCode = 3;
// Not waited for: what a command loads may import from this very module, which has to be done first.
void answer(words).then((status) => (process.exitCode = status));

/** Runs the command that the words name, and answers for whatever it throws. Gives the exit status. */
async function answer(given: readonly string[]): Promise<0 | 1 | 2 | 3> {
  try {
    const status = await runCommand(given);
    output.end();
    return status;
  } catch (error) {
    return refuse(error);
  }
}

async function runCommand(given: readonly string[]): Promise<ExitStatus> {
  const listed = commandOf(given);
  if (!listed) return explain(given);
  const { name, synopsis } = listed;
  const command = (loaded = await listed.load());
  const rest = given.slice(name.split(' ').length);
  if (flagsOf(rest).some((text) => text === '--help' || text === '-h')) {
    help(describeCommand(listed, command));
    return 0;
  }
  const parsed = parseArguments(rest, command.flags);
  const { min, max } = command.argumentCount;
  if (parsed.arguments.length < min || parsed.arguments.length > max)
    throw new UsageError(`${name} takes ${synopsis}`);
  return command.run({ ...parsed, output });
}

function commandOf(given: readonly string[]): ListedCommand | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, at) => word === given[at]));
}

/** What there is, where no command was named: all of it, or the commands that begin with the word that was. */
function explain(given: readonly string[]): ExitStatus {
  const [first, second] = given.filter((word) => word !== '--json');
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  const listed = describeCommands(group.length > 0 ? group : commands);
  const named = group.length > 0 ? [first, second] : [first];
  const last = named.at(-1);
  if (last === '--help' || last === '-h' || last === 'help') {
    help(listed);
    return 0;
  }
  const message =
    last === undefined ? 'no command was named' : `There is no command ${JSON.stringify(named.join(' '))}.`;
  if (asksForJson(given)) output.json({ failure: { kind: 'usage', message } });
  output.message(last === undefined ? listed : `${message}\n\n${listed}`);
  return 2;
}

function help(text: string): void {
  if (asksForJson(words)) output.json({ help: text });
  else output.line(text);
}

/** Says why a command did not do what was asked, with `--json` as the one value. */
function refuse(error: unknown): 2 | 3 {
  const refusal = refusalOf(error);
  const { status, kind, message, path } = refusal;
  const listed = commandOf(words);
  if (asksForJson(words)) output.json(refusalOutput(refusal));
  if (kind === 'usage' && listed && loaded)
    output.message(`${message}\n\n${describeCommand(listed, loaded)}`);
  else output.message(printable(path === null ? message : `${path}: ${message}`));
  output.end();
  return status;
}

/** Says which file took too much, in place of whatever the command would have said. */
function sayStopped({ path, message }: { readonly path: string; readonly message: string }): 2 {
  if (asksForJson(words)) output.json({ path, failure: { kind: 'tooLarge', message } });
  output.message(printable(`${path}: ${message}`));
  output.end();
  return 2;
}

function asksForJson(given: readonly string[]): boolean {
  return flagsOf(given).includes('--json');
}

/** What stands before `--`. */
function flagsOf(given: readonly string[]): readonly string[] {
  const end = given.indexOf('--');
  return end === -1 ? given : given.slice(0, end);
}

/** Ends where the output cannot be written, and answers for what nobody waited for. */
function endWithStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read the output has had enough of it, as `head` has: no failure.
    if (error.code === 'EPIPE') process.exit(0);
    output.message(refusalOf(error).message);
    process.exit(2);
  });
  // Nobody is left to be told.
  process.stderr.on('error', () => {});
  process.on('uncaughtException', (error) => process.exit(refuse(error)));
  process.on('exit', () => {
    const stopped = watchdog.stopped();
    if (stopped) process.exitCode = beginAgain(words, stopped, output.written) ?? sayStopped(stopped);
  });
}
