import { err, ok, type Result } from '../../lib/result';
import type { Bundle } from '../../formats/bundle/readBundle';
import { keyOf, type RecordTables, tableNames } from '../../records/tables';
import type { OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { exportBundle, readCheckedBundle, takeBundle } from '../workspaces/bundle';

/** What two bundles make together: one of them where it holds the other, or a new one. */
export type JoinedBundles =
  { readonly kind: 'theirs' | 'own' } | { readonly kind: 'merged'; readonly text: string };

/** A bundle and how it is called in messages. */
export interface NamedBundle {
  readonly path: string;
  readonly text: string;
}

/**
 * Joins the bundle of a shared store with one's own, by the rules of an import: records are merged by id, and where one
 * differs nothing is joined. One whose log goes on where that of the other ends stays as it is. `emptyStore` gives ports on a new store.
 */
export async function joinBundles(
  theirs: NamedBundle,
  own: NamedBundle,
  emptyStore: () => OperationPorts,
): Promise<Result<JoinedBundles, OperationFailure>> {
  const ports = emptyStore();
  const there = readCheckedBundle(theirs.path, theirs.text, ports);
  if (!there.ok) return there;
  if (theirs.text === own.text) return ok({ kind: 'theirs' });
  const here = readCheckedBundle(own.path, own.text, ports);
  if (!here.ok) return here;
  if (goesOn(here.value, there.value)) return ok({ kind: 'theirs' });
  if (goesOn(there.value, here.value)) return ok({ kind: 'own' });
  const base = await takeBundle(ports, { path: theirs.path, bundle: there.value });
  if (!base.ok) return base;
  const merged = await takeBundle(ports, { path: own.path, bundle: here.value });
  if (!merged.ok) return merged;
  if (merged.value.auditSequence === null) return ok({ kind: 'theirs' });
  const written = await exportBundle(ports, null);
  return written.ok ? ok({ kind: 'merged', text: written.value }) : err(written.error);
}

/** Whether the log of `after` begins with that of `before`, and has all of its records. */
function goesOn(before: Bundle, after: Bundle): boolean {
  const last = before.tables.audit.at(-1);
  if (last === undefined || after.tables.audit[last.sequence - 1]?.hash !== last.hash) return false;
  return tableNames.every((name) => {
    const keys = keysOf(after.tables, name);
    return [...keysOf(before.tables, name)].every((key) => keys.has(key));
  });
}

function keysOf(tables: RecordTables, name: (typeof tableNames)[number]): ReadonlySet<string | number> {
  return new Set(tables[name].map((record) => keyOf(name, record)));
}
