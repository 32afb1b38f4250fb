import type { Result } from '../lib/result';
import type { ReadFailure } from '../table/reading';
import type { Digest } from '../versioning/digest';
import { type PartitionedInput, partitionedTable, type TablePiece } from './partitionedTable';
import type { TableProfile } from './profile';
import type { FinishedTable } from './tablePart';

/** A part with its own profile. */
export interface ProfiledPiece extends TablePiece {
  readonly profile: TableProfile;
}

/** About one in so many parts ends a run. */
const partsOfRun = 32;

/** Runs of parts whose profiles are put together first: where they end is said by the parts' digests alone. Rule [P12]. */
export function runsOf<T>(parts: readonly T[], digestOf: (part: T) => Digest): readonly (readonly T[])[] {
  const runs: T[][] = [];
  let isOpen = false;
  for (const part of parts) {
    if (isOpen) runs.at(-1)!.push(part);
    else runs.push([part]);
    isOpen = Number.parseInt(digestOf(part).slice(0, 2), 16) % partsOfRun !== 0;
  }
  return runs;
}

/** A table in parts from all of its parts: the same as from what is stored of its runs. */
export function tableOfParts(
  parts: readonly ProfiledPiece[],
  input: PartitionedInput,
): Result<FinishedTable, ReadFailure> {
  const profiles: TableProfile[] = [];
  for (const run of runsOf(parts, ({ reading }) => reading.digest)) {
    const made = partitionedTable(
      run,
      run.map(({ profile }) => profile),
      input,
    );
    if (!made.ok) return made;
    profiles.push(made.value.profile);
  }
  return partitionedTable(parts, profiles, input);
}
