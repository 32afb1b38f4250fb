import process from 'node:process';
import { UsageError, type Command, type ExitStatus } from './command';
import { describeCommand, describeCommands } from './help';
import { processOutput } from './output';
import { parseArguments } from './parseArguments';
import { auditCommand } from './audit';
import { driftCommand } from './driftCommand';
import { lineageCommand } from './lineage';
import { pointerCommand } from './pointer';
import { profileCommand } from './profile';
import { rangeCommand } from './range';
import { snapshotCommand } from './snapshot';

/** In the order of the help. A command is a file here, and one entry. */
const commands: readonly Command[] = [
  snapshotCommand,
  profileCommand,
  driftCommand,
  lineageCommand,
  pointerCommand,
  rangeCommand,
  auditCommand,
];

// Whoever read the output has had enough of it, as `head` has: no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...given]: readonly string[]): Promise<ExitStatus> {
  const output = processOutput;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    if (name !== undefined) output.line(describeCommands(commands));
    else output.message(describeCommands(commands));
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    output.message(`There is no command ${JSON.stringify(name)}.\n\n${describeCommands(commands)}`);
    return 2;
  }
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
