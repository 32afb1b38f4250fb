import { type Bundle, type BundleFault, readBundle } from '../../formats/bundle/readBundle';
import { loadReaders } from '../../formats/lineageFormats';
import { writeBundle } from '../../formats/bundle/writeBundle';
import { err, ok, type Result } from '../../lib/result';
import { keyOf, type RecordTables, tableNames } from '../../records/tables';
import { verifyAudit } from '../../versioning/audit';
import { brokenReference } from './bundleReferences';
import { readClosure } from './bundleClosure';
import { readAll, uncounted } from './bundleTables';
import { unreadKey } from '../core/unread';
import { commitChange, type CommittedChange, Refusal } from '../core/commitChange';
import type { ImportSummary } from '../lineage/importSummary';
import type { LineageFile } from '../lineage/lineageRequest';
import type { ExportScope } from '../lineage/lineageSelection';
import { type ImportWatch, noWatch, stopIfCancelled } from '../core/importWatch';
import { maskedTables } from './maskedTables';
import { claimsOf, type Merge, mergeBundle, summaryOf } from './mergeBundle';
import type { OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { UnreadableRecord } from '../core/unreadable';

/** Whether profiles have values of personal columns. */
export type BundleValues = 'all' | 'masked';

/**
 * A store as a bundle: all of it, log included, or what a scope takes, which stands by itself.
 * What cannot be read is left out of it, and told to `noteLeftOut`.
 */
export async function exportBundle(
  ports: OperationPorts,
  scope: ExportScope,
  noteLeftOut: (records: readonly UnreadableRecord[]) => void = () => undefined,
  values: BundleValues = 'all',
): Promise<Result<string, OperationFailure>> {
  const read = await ports.store.read(async (transaction) =>
    scope === null ? ok(await readAll(transaction)) : readClosure(transaction, scope),
  );
  if (!read.ok) return read;
  if (!read.value.ok) return read.value;
  const { kept, leftOut } = read.value.value;
  if (leftOut.length > 0) noteLeftOut(leftOut);
  const written = values === 'masked' ? maskedTables(kept) : kept;
  return ok(writeBundle(written, scope === null ? 'all' : 'closure', ports));
}

/**
 * Takes a bundle into the store. An empty store becomes the one that was exported, log included. Otherwise records are
 * merged by id, with one audit entry, or none where all were there; where a record differs, nothing is written
 * (`bundleConflict`, with the list of conflicts), unless those are to be left out.
 */
export async function importBundle(
  ports: OperationPorts,
  { path, text }: LineageFile,
  watch: ImportWatch = noWatch,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure>> {
  const bundle = readCheckedBundle(path, text, ports);
  return bundle.ok ? takeBundle(ports, { path, bundle: bundle.value }, watch) : bundle;
}

/** A bundle whose records, digest and log hold. */
export function readCheckedBundle(
  path: string,
  text: string,
  ports: Pick<OperationPorts, 'hashers' | 'text'>,
): Result<Bundle, OperationFailure> {
  const read = readBundle(text, ports);
  if (!read.ok) return err({ kind: 'malformedBundle', path, ...read.error });
  const audit = verifyAudit(read.value.tables.audit, ports);
  if (audit.ok) return read;
  const place = `/tables/audit/${audit.error.sequence - 1}`;
  return err({
    kind: 'malformedBundle',
    path,
    place,
    message: `the log is broken here: ${audit.error.fault}`,
  });
}

/** Takes a bundle that was read, and the lists of the bytes that were stored for it. */
export async function takeBundle(
  ports: OperationPorts,
  merge: Merge,
  watch: ImportWatch = noWatch,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure>> {
  if (merge.bundle.tables.audit.length > 0) {
    const restored = await fillIfEmpty(ports, merge, watch);
    if (!restored.ok || restored.value)
      return restored as Result<CommittedChange<ImportSummary>, OperationFailure>;
  }
  const readers = await loadReaders();
  watch.report(0.5);
  await watch.pause();
  stopIfCancelled(watch);
  return commitChange(
    ports,
    (change) => mergeBundle(change, merge, readers),
    () => watch.hold(),
  );
}

/** Null where the store is not empty. */
async function fillIfEmpty(
  ports: OperationPorts,
  { path, bundle, files = [] }: Merge,
  watch: ImportWatch,
): Promise<Result<CommittedChange<ImportSummary> | null, OperationFailure>> {
  try {
    return await ports.store.write(async (transaction) => {
      for (const name of tableNames) if ((await transaction.last(name)) !== undefined) return null;
      const broken = brokenReference(bundle.tables, () => false) ?? uncountedChange(bundle.tables);
      if (broken) throw new Refusal({ kind: 'malformedBundle', path, ...broken });
      for (const [index, name] of tableNames.entries()) {
        stopIfCancelled(watch);
        await transaction.add(name, bundle.tables[name]);
        watch.report(0.5 + (0.5 * (index + 1)) / tableNames.length);
      }
      await transaction.keptFiles.put(files);
      const lists = files.map(({ digest }) => unreadKey('files', digest));
      await transaction.unread.add([...claimsOf(bundle.tables), ...lists]);
      watch.hold();
      const auditSequence = bundle.tables.audit.at(-1)?.sequence ?? null;
      return { auditSequence, value: summaryOf(path, bundle.tables, new Set()) };
    });
  } catch (error) {
    if (error instanceof Refusal) return err(error.failure);
    throw error;
  }
}

/** The first record of a change that the log has not counted. */
function uncountedChange(tables: RecordTables): BundleFault | null {
  const [first] = uncounted(tables);
  if (!first) return null;
  const index = tables[first.table].findIndex((record) => String(keyOf(first.table, record)) === first.key);
  return { place: `/tables/${first.table}/${index}/${first.place}`, message: first.message };
}
