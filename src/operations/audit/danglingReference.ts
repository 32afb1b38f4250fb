import { declarationOf, keyOf, type TableName, tableNames, type Tables } from '../../records/tables';
import { type Reference, referencesOf, referencesTo } from '../../records/references';
import type { LiveTransaction } from '../core/liveTransaction';
import { readRecordNames } from '../core/recordNames';
import type { WithdrawalTarget } from '../core/withdrawals';

/** A record in view that refers to one that is not, with what people call it. */
export interface DanglingReference {
  readonly from: { readonly table: TableName; readonly id: string };
  readonly fromName: string;
  readonly to: { readonly table: TableName; readonly id: string };
}

type Referring = readonly [table: TableName, record: unknown, reference: Reference];

/** Every reference among records in view that leads nowhere (I3). */
export async function danglingReferences(live: LiveTransaction): Promise<readonly DanglingReference[]> {
  const keys = new Map<TableName, ReadonlySet<string>>();
  const found: Referring[] = [];
  for (const table of tableNames) {
    const { references } = declarationOf(table);
    const isReferredTo = referencesTo(table).length > 0;
    if (!isReferredTo && references.every(({ rule }) => rule === 'loose')) continue;
    const records = await live.all(table);
    if (isReferredTo) keys.set(table, new Set(records.map((record) => String(keyOf(table, record)))));
    for (const record of records) {
      for (const reference of referencesOf(table, record)) {
        const isThere = keys.get(reference.table)?.has(reference.key) ?? false;
        if (reference.rule !== 'loose' && !isThere) found.push([table, record, reference]);
      }
    }
  }
  return described(live, found);
}

/** A reference to one of the targets, which were taken out of view, from what is still in view; null where there is none. */
export async function referenceToWithdrawn(
  live: LiveTransaction,
  targets: readonly WithdrawalTarget[],
): Promise<DanglingReference | null> {
  for (const table of new Set(targets.map((target) => target.table))) {
    const ids = new Set(targets.flatMap((target) => (target.table === table ? target.id : [])));
    for (const { from, path, rule } of referencesTo(table)) {
      if (rule !== 'holds') continue;
      for (const record of await recordsReferring(live, from, path, ids)) {
        const reference = referencesOf(from, record).find(
          (each) => each.table === table && ids.has(each.key),
        );
        if (reference) return (await described(live, [[from, record, reference]]))[0] ?? null;
      }
    }
  }
  return null;
}

/** Those of the targets, which are in view, that no other record in view holds: they can be taken out of view together. */
export async function heldByNone(
  live: LiveTransaction,
  targets: readonly WithdrawalTarget[],
): Promise<readonly WithdrawalTarget[]> {
  const left = new Map<TableName, Set<string>>();
  for (const { table, id } of targets) {
    const ids = left.get(table);
    if (ids) ids.add(id);
    else left.set(table, new Set([id]));
  }
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const [table, ids] of left)
      for (const { from, path, rule } of referencesTo(table)) {
        if (rule !== 'holds' || ids.size === 0) continue;
        for (const record of await recordsReferring(live, from, path, ids)) {
          if (left.get(from)?.has(String(keyOf(from, record))) === true) continue;
          for (const each of referencesOf(from, record))
            if (each.table === table && ids.delete(each.key)) isChanged = true;
        }
      }
  }
  return targets.filter(({ table, id }) => left.get(table)!.has(id));
}

/** A reference of one of the targets, which were put back, to what is not in view; null where there is none. */
export async function referenceOfPutBack(
  live: LiveTransaction,
  targets: readonly WithdrawalTarget[],
): Promise<DanglingReference | null> {
  for (const table of new Set(targets.map((target) => target.table))) {
    const ids = targets.flatMap((target) => (target.table === table ? target.id : []));
    const held = (await live.getMany(table, ids)).flatMap((record) =>
      record === undefined ? [] : referencesHeld(table, record),
    );
    for (const to of new Set(held.map(([, , reference]) => reference.table))) {
      const own = held.filter(([, , reference]) => reference.table === to);
      const there = await live.getMany(
        to,
        own.map(([, , { key }]) => key),
      );
      const dangling = own.find((_, index) => there[index] === undefined);
      if (dangling) return (await described(live, [dangling]))[0] ?? null;
    }
  }
  return null;
}

function referencesHeld(table: TableName, record: unknown): Referring[] {
  return referencesOf(table, record).flatMap((reference): Referring[] =>
    reference.rule === 'holds' ? [[table, record, reference]] : [],
  );
}

/** Those that may refer to one of the ids by that path: by the index, where there is one. */
async function recordsReferring(
  live: LiveTransaction,
  from: TableName,
  path: string,
  ids: ReadonlySet<string>,
): Promise<readonly Tables[TableName][]> {
  const isIndexed = declarationOf(from).indexes.includes(path);
  return isIndexed ? live.whereAny(from, path as never, [...ids]) : live.all(from);
}

async function described(
  live: LiveTransaction,
  found: readonly Referring[],
): Promise<readonly DanglingReference[]> {
  if (found.length === 0) return [];
  const nameOf = await readRecordNames(live);
  return found.map(([table, record, to]) => ({
    from: { table, id: String(keyOf(table, record)) },
    fromName: nameOf(table, record),
    to: { table: to.table, id: to.key },
  }));
}
