import { diffContracts, type Breaking, type ContractChange } from '../gates/contract/diffContracts';
import { UsageError, jsonFlag, type Command, type ExitStatus } from './command';
import { printable } from './output';
import { readContractFile } from './readContractFile';

/** `throughline contract diff`: what a later contract changes, and whether that breaks consumers or producers. */
export const contractDiffCommand: Command = {
  details: [
    'A change breaks the consumer if data that B allows may break what A promised. It breaks the producer if data that A allows may break B. Words and tags are not clauses, so changing them is no change. The command leaves open whether a moved server breaks its readers.',
    'Exit status 0 without --fail-on breaking. With it, 1: the side of --perspective (by default both) is broken; 2: the standard leaves it open.',
    '--json prints {breaking: {consumer, producer}, changes: [{pointer, kind, consumer, producer}]}: each true, false, or null where the standard leaves it open.',
  ],
  flags: [
    jsonFlag,
    { name: 'fail-on', value: 'breaking', help: 'exit with 1 where the later contract breaks somebody' },
    { name: 'perspective', value: 'SIDE', help: 'consumer or producer (default: both)' },
  ],
  argumentCount: { min: 2, max: 2 },
  async run({ arguments: [first = '', second = ''], flags, output }): Promise<ExitStatus> {
    const failOn = flags.get('fail-on');
    if (failOn !== null && failOn !== 'breaking') throw new UsageError('--fail-on takes breaking');
    const sides = sidesOf(flags.get('perspective'));
    const [before, after] = [await readContractFile(first), await readContractFile(second)];
    const diff = diffContracts(before.contract, after.contract);
    if (flags.has('json')) output.json(diff);
    else {
      for (const change of diff.changes) output.line(printable(changeLine(change)));
      output.line(
        `breaks the consumer: ${wordOf(diff.breaking.consumer)}; the producer: ${wordOf(diff.breaking.producer)}`,
      );
    }
    if (failOn === null) return 0;
    const seen = sides.map((side) => diff.breaking[side]);
    if (seen.includes(true)) return 1;
    return seen.includes(null) ? 2 : 0;
  },
};

function sidesOf(given: string | null): readonly ('consumer' | 'producer')[] {
  if (given === null) return ['consumer', 'producer'];
  if (given === 'consumer' || given === 'producer') return [given];
  throw new UsageError('--perspective takes consumer or producer');
}

function changeLine({ pointer, kind, consumer, producer }: ContractChange): string {
  return `${kind.padEnd(20)} consumer ${wordOf(consumer).padEnd(5)} producer ${wordOf(producer).padEnd(5)} ${pointer}`;
}

function wordOf(breaking: Breaking): string {
  if (breaking === null) return 'open';
  return breaking ? 'yes' : 'no';
}
