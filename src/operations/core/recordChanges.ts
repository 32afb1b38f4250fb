import { foldedTables, type LiveRecords } from './liveRecords';

/** How one table became another. A record that says something else now is in both. */
export interface TableChange<R> {
  readonly removed: readonly R[];
  readonly added: readonly R[];
}

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
  const { removed, added } = tableChange(before, after);
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
  readonly [
    T in keyof LiveRecords as LiveRecords[T] extends readonly unknown[] ? T : never
  ]: LiveRecords[T] extends readonly (infer R)[] ? TableChange<R> : never;
};

/**
 * What came and went between two states of a table, told by the identity of its records. Both begin and end alike for the
 * most part, so that it costs little more than what changed.
 */
export function tableChange<R>(before: readonly R[], after: readonly R[]): TableChange<R> {
  if (before === after) return { removed: [], added: [] };
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let [beforeEnd, afterEnd] = [before.length, after.length];
  while (beforeEnd > start && afterEnd > start && before[beforeEnd - 1] === after[afterEnd - 1]) {
    beforeEnd -= 1;
    afterEnd -= 1;
  }
  const [was, is] = [before.slice(start, beforeEnd), after.slice(start, afterEnd)];
  const [old, made] = [new Set(was), new Set(is)];
  return {
    removed: was.filter((record) => !made.has(record)),
    added: is.filter((record) => !old.has(record)),
  };
}

/** The same of every table. */
export function recordsChange(before: LiveRecords, after: LiveRecords): RecordsChange {
  return {
    artifacts: tableChange(before.artifacts, after.artifacts),
    bindings: tableChange(before.bindings, after.bindings),
    snapshots: tableChange(before.snapshots, after.snapshots),
    annotations: tableChange(before.annotations, after.annotations),
    readings: tableChange(before.readings, after.readings),
    manifests: tableChange(before.manifests, after.manifests),
    jobs: tableChange(before.jobs, after.jobs),
    runs: tableChange(before.runs, after.runs),
    observations: tableChange(before.observations, after.observations),
    aliasMoves: tableChange(before.aliasMoves, after.aliasMoves),
    guardrails: tableChange(before.guardrails, after.guardrails),
  };
}
