import type { Hashers } from '../lib/ports';
import { ok, type Result } from '../lib/result';
import type { ReadFailure, Reading } from '../table/reading';
import { distinctRelativeError, estimateDistinct } from './hyperLogLog';
import { partitionedTable } from './partitionedTable';
import type { ColumnProfile, TableProfile } from './profile';
import { mergedRegisters } from './valueRegisters';

/** All that is kept of a table so that its profile merges with those of other parts. */
export interface ProfileState {
  readonly reading: Reading;
  readonly profile: TableProfile;
  /** By column, where not every value is listed: what tells distinct values over all parts. */
  readonly registers: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/**
 * One table from the states of its parts; at least one. By [P11] and [P12], but for distinct values: where not all are listed they come
 * from the registers of all parts, with the error of [P3]. Refuses parts that are no parts of one table. Rule [P14].
 */
export function mergeStates(
  states: readonly ProfileState[],
  hashers: Hashers,
): Result<ProfileState, ReadFailure> {
  const [first] = states;
  if (states.length === 1 && first) return ok(first);
  const parts = states.map(({ reading }, index) => ({ path: `part ${index + 1}`, reading }));
  const { digest, options } = states[0]!.reading;
  const merged = partitionedTable(
    parts,
    states.map(({ profile }) => profile),
    { digest, options, hashers },
  );
  if (!merged.ok) return merged;
  const registers = new Map<string, Uint8Array<ArrayBuffer>>();
  const columns = merged.value.profile.columns.map((column): ColumnProfile => {
    if (column.frequent.isComplete) return column;
    const own = mergedRegisters(
      states.flatMap((state) => {
        const part = state.profile.columns.find(({ name }) => name === column.name);
        return part ? { column: part, registers: state.registers.get(column.name) } : [];
      }),
    );
    if (own === null) return column;
    registers.set(column.name, own);
    if (column.distinct.isExact) return column;
    const count = Math.round(estimateDistinct(own));
    return { ...column, distinct: { count, isExact: false, relativeError: distinctRelativeError } };
  });
  const { rowCount } = merged.value.profile;
  return ok({ reading: merged.value.reading, profile: { rowCount, columns }, registers });
}
