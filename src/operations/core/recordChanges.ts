import { listChange, type ListChange } from '../../lib/listChange';
import { type FoldedTable, foldedTables, type LiveRecords } from './liveRecords';

/**
 * `after` with the objects of `before` for those records that were not stored as they are, but put together anew, and say
 * what they said before.
 */
export function withKnownRecords(before: LiveRecords, after: LiveRecords, stored: LiveRecords): LiveRecords {
  const tables = foldedTables.map((table) => {
    const isAsStored = after[table] === stored[table];
    return [
      table,
      isAsStored ? after[table] : withKnown(before[table], after[table], new Set<object>(stored[table])),
    ];
  });
  return { ...after, ...(Object.fromEntries(tables) as unknown as LiveRecords) };
}

function withKnown(
  before: readonly object[],
  after: readonly object[],
  stored: ReadonlySet<object>,
): readonly object[] {
  const { removed, added } = listChange(before, after);
  const known = new Map(removed.map((record) => [JSON.stringify(record), record]));
  const kept = new Map<object, object>();
  for (const record of added) {
    const same = stored.has(record) ? undefined : known.get(JSON.stringify(record));
    if (same) kept.set(record, same);
  }
  const table = kept.size === 0 ? after : after.map((record) => kept.get(record) ?? record);
  const isSame = table.length === before.length && table.every((record, at) => record === before[at]);
  return isSame ? before : table;
}

/** How each table became another. */
export type RecordsChange = {
  readonly [T in FoldedTable]: ListChange<LiveRecords[T][number]>;
};

/** What came and went of every table, told by the identity of its records. */
export function recordsChange(before: LiveRecords, after: LiveRecords): RecordsChange {
  return {
    artifacts: listChange(before.artifacts, after.artifacts),
    bindings: listChange(before.bindings, after.bindings),
    snapshots: listChange(before.snapshots, after.snapshots),
    annotations: listChange(before.annotations, after.annotations),
    readings: listChange(before.readings, after.readings),
    manifests: listChange(before.manifests, after.manifests),
    jobs: listChange(before.jobs, after.jobs),
    runs: listChange(before.runs, after.runs),
    observations: listChange(before.observations, after.observations),
    claims: listChange(before.claims, after.claims),
    decisions: listChange(before.decisions, after.decisions),
    aliasMoves: listChange(before.aliasMoves, after.aliasMoves),
    guardrails: listChange(before.guardrails, after.guardrails),
    baselines: listChange(before.baselines, after.baselines),
    contracts: listChange(before.contracts, after.contracts),
    waivers: listChange(before.waivers, after.waivers),
  };
}
