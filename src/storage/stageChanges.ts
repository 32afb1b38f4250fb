import { err, ok, type Result } from '../lib/result';
import type { KeptFile } from '../operations/core/keptFiles';
import type { RewrittenTable, Store, StoreFailure, Transaction } from '../operations/core/store';
import { type TableName, tableNames, type Tables } from '../records/tables';
import type { AuditEntry } from '../versioning/records';
import { createMemoryStore } from './memoryStore';

/** Everything that a store holds. */
interface Contents {
  readonly tables: ReadonlyMap<TableName, readonly Tables[TableName][]>;
  readonly keptFiles: readonly KeptFile[];
  readonly unread: readonly string[];
}

/**
 * Runs many changes on a copy of the store in memory, and writes what they made in one transaction: all of them or none,
 * and much sooner than one after another. Where `body` fails or throws, the store stays as it was. Where somebody else
 * wrote meanwhile, `body` runs again on what is there now.
 */
export async function stageChanges<T, F>(
  store: Store,
  body: (staged: Store) => Promise<Result<T, F>>,
): Promise<Result<T, F | StoreFailure>> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await store.read(readContents);
    if (!before.ok) return before;
    const staged = createMemoryStore();
    await staged.write((transaction) => writeContents(transaction, before.value));
    const done = await body(staged);
    if (!done.ok) return done;
    const after = await staged.read(readContents);
    if (!after.ok) return after;
    const written = await store.write(async (transaction) => {
      if ((await transaction.last('audit'))?.hash !== headOf(before.value)) return false;
      await writeNews(transaction, before.value, after.value);
      return true;
    });
    if (!written.ok) return written;
    if (written.value) return ok(done.value);
  }
  return err({
    kind: 'storeUnavailable',
    message: 'Another tab kept writing to this workspace. Try again when it is done.',
  });
}

const attempts = 5;

async function readContents(transaction: Transaction): Promise<Contents> {
  const tables = new Map(
    await Promise.all(tableNames.map(async (name) => [name, await transaction.all(name)] as const)),
  );
  const { keptFiles, unread } = transaction;
  const digests = await Promise.all([keptFiles.digests('kept'), keptFiles.digests('freed')]);
  const files = await Promise.all(digests.flat().map((digest) => keptFiles.get(digest)));
  return { tables, keptFiles: files.filter((file) => file !== undefined), unread: await unread.all() };
}

async function writeContents(
  transaction: Transaction,
  { tables, keptFiles, unread }: Contents,
): Promise<void> {
  for (const [name, records] of tables) if (records.length > 0) await transaction.add(name, records);
  await transaction.keptFiles.put(keptFiles);
  await transaction.unread.add(unread);
}

/** All tables only grow, but those whose records may be written anew (`put`), and the kept files. */
async function writeNews(transaction: Transaction, before: Contents, after: Contents): Promise<void> {
  for (const [name, records] of after.tables) {
    const known = new Set(before.tables.get(name));
    const news = records.filter((record) => !known.has(record));
    if (news.length === 0) continue;
    if (isRewritten(name)) await transaction.put(name, news as never);
    else await transaction.add(name, news as never);
  }
  const known = new Set(before.keptFiles);
  await transaction.keptFiles.put(after.keptFiles.filter((file) => !known.has(file)));
  const still = new Set(after.keptFiles.map(({ digest }) => digest));
  await transaction.keptFiles.remove(
    before.keptFiles.flatMap(({ digest }) => (still.has(digest) ? [] : digest)),
  );
  await transaction.unread.add(after.unread);
  const unread = new Set(after.unread);
  await transaction.unread.remove(before.unread.filter((claim) => !unread.has(claim)));
}

const rewritten: readonly TableName[] = [
  'runs',
  'manifests',
  'readings',
  'profiles',
] satisfies RewrittenTable[];

function isRewritten(table: TableName): table is RewrittenTable {
  return rewritten.includes(table);
}

function headOf({ tables }: Contents): string | undefined {
  return (tables.get('audit') as readonly AuditEntry[] | undefined)?.at(-1)?.hash;
}
