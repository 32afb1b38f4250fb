import process from 'node:process';
import { UsageError, type Command, type ExitStatus, type Output } from './command';
import { describeCommand, describeCommands } from './help';
import { processOutput } from './output';
import { parseArguments } from './parseArguments';
import { auditVerifyCommand } from './auditVerify';
import { driftCommand } from './driftCommand';
import { lineageCommand } from './lineage';
import { pointerCommand } from './pointer';
import { profileCommand } from './profile';
import { rangeCommand } from './range';
import { releaseCompareCommand } from './releaseCompare';
import { releaseGuardCommand } from './releaseGuard';
import { releaseTailsCommand } from './releaseTails';
import { snapshotCommand } from './snapshot';

/** In the order of the help. A command is a file here, and one entry. */
const commands: readonly Command[] = [
  snapshotCommand,
  profileCommand,
  driftCommand,
  lineageCommand,
  pointerCommand,
  rangeCommand,
  releaseCompareCommand,
  releaseGuardCommand,
  releaseTailsCommand,
  auditVerifyCommand,
];

// Whoever read the output has had enough of it, as `head` has: no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<ExitStatus> {
  const output = processOutput;
  const command = commands.find(({ name }) => name.split(' ').every((word, at) => word === words[at]));
  if (!command) return explain(words, output);
  const { name } = command;
  const given = words.slice(name.split(' ').length);
  const end = given.indexOf('--');
  if ((end === -1 ? given : given.slice(0, end)).some((text) => text === '--help' || text === '-h')) {
    output.line(describeCommand(command));
    return 0;
  }
  try {
    const { arguments: rest, flags } = parseArguments(given, command.flags);
    const { min, max } = command.argumentCount;
    if (rest.length < min || rest.length > max) throw new UsageError(`${name} takes ${command.synopsis}`);
    return await command.run({ arguments: rest, flags, output });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.message(`${error.message}\n\n${describeCommand(command)}`);
    return 2;
  }
}

/** What there is, where no command was named: all of it, or the commands that begin with the word that was. */
function explain([first, second]: readonly string[], output: Output): ExitStatus {
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  const listed = describeCommands(group.length > 0 ? group : commands);
  const named = group.length > 0 ? [first, second] : [first];
  const last = named.at(-1);
  if (last === '--help' || last === '-h' || last === 'help') {
    output.line(listed);
    return 0;
  }
  output.message(
    last === undefined ? listed : `There is no command ${JSON.stringify(named.join(' '))}.\n\n${listed}`,
  );
  return 2;
}
