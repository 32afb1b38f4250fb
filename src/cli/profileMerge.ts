import { mergeStates, type ProfileState } from '../profile/mergeStates';
import type { FinishedTable } from '../profile/tablePart';
import { defaultReadOptions } from '../table/schema';
import { jsonFlag, type Command, type ExitStatus } from './command';
import { nodeHashers } from './nodePorts';
import { printProfile, stateFlags } from './profileOutput';
import { readTableFile, refuseFile } from './readFile';
import { withReadablePath } from './standardInput';

/** `throughline profile merge`: one profile from the states of its parts. */
export const profileMergeCommand: Command = {
  details: [
    'A STATE is a file of states, one a line, or one of rows that the statement of `throughline sql` gave; `-` is standard input. States are of one table: columns go by name, and a part that lacks a column has nulls there.',
    'Counts, least and greatest are exact, mean and deviation to rounding. Where every part lists all values of a column, everything is exact. Else errors of quantiles and frequent values add up, and distinct values have a standard error of 0.8 %.',
    'States of Throughline and rows of a cluster do not merge: their distinct counts hash otherwise.',
    '--json prints what `profile --json` prints.',
  ],
  flags: [jsonFlag, ...stateFlags],
  argumentCount: { min: 1, max: Number.POSITIVE_INFINITY },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const states: ProfileState[] = [];
    for (const path of paths) {
      const read = await withReadablePath(path, (readable) =>
        readTableFile(readable, defaultReadOptions, { keepsRegisters: true }),
      );
      if (!read.ok) return refuseFile(path, read.error, flags, output);
      const fault = faultOfState(read.value, paths.length);
      if (fault !== null) return refuseFile(path, { kind: 'unsupported', message: fault }, flags, output);
      const { reading, profile, registers } = read.value;
      states.push({ reading, profile, registers: registers ?? new Map() });
    }
    const merged = mergeStates(states, nodeHashers);
    if (!merged.ok) return refuseFile(paths.join(', '), merged.error, flags, output);
    const partCount = states.reduce((sum, { reading }) => sum + (reading.origin?.partCount ?? 1), 0);
    const origin = merged.value.reading.origin ?? { engine: 'Throughline', partCount, columns: [] };
    const reading = { ...merged.value.reading, origin: { ...origin, partCount } };
    return printProfile({ ...merged.value, reading }, paths, flags, output);
  },
};

/** Why a file cannot be merged with others, in words; null where it can. */
function faultOfState({ reading }: FinishedTable, fileCount: number): string | null {
  if (!reading.origin) return 'it is a table, and no state of a profile: `profile --state` writes one';
  return fileCount > 1 && reading.origin.engine !== 'Throughline'
    ? `it was computed by ${reading.origin.engine}: put such rows in one file to merge them`
    : null;
}
