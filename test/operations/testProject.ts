import { dvcIgnoreName, dvcIgnoreOf, isDvcIgnoreFile } from '../../src/formats/dvc/dvcIgnore';
import { nodeHashers, nodeIngestPorts, nodeText } from '../../src/cli/nodePorts';
import { ingestFile } from '../../src/formats/ingest';
import type { Result } from '../../src/lib/result';
import { loadWorkspace } from '../../src/operations/core/loadWorkspace';
import type { OperationPorts } from '../../src/operations/core/ports';
import {
  fileNamespace,
  type NextOf,
  pathInFolder,
  type IngestedFile,
  type UnitFile,
  type UnitOptions,
} from '../../src/operations/taking/snapshotUnit';
import type { Store } from '../../src/operations/core/store';
import { partByPatterns } from '../../src/operations/taking/partByPatterns';
import { prepareSnapshot, takeSnapshot, type TakenSnapshot } from '../../src/operations/taking/takeSnapshot';
import type { Workspace } from '../../src/operations/core/workspace';
import { tableNames } from '../../src/records/tables';
import { createMemoryStore } from '../../src/storage/memoryStore';
import type { PrefixRequest } from '../../src/table/reading';
import { defaultReadOptions, type ReadOptions } from '../../src/table/schema';
import { verifyAudit } from '../../src/versioning/audit';
import type { ActorId, AuditEntry } from '../../src/versioning/records';
import { timestampFromMilliseconds } from '../../src/versioning/timestamp';

/** A store in memory with everything that operations need; a clock of its own that goes a second a look. */
export function testPorts(store: Store = createMemoryStore()): OperationPorts {
  let clock = Date.UTC(2026, 2, 12);
  return {
    store,
    hashers: nodeHashers,
    text: nodeText,
    newId: () => crypto.randomUUID(),
    now: () => timestampFromMilliseconds((clock += 1000)),
    actor: 'tester' as ActorId,
  };
}

const neverCancelled = { aborted: false, throwIfAborted: () => undefined };

/** Reads a file's bytes as the command line does: the real readers, digests and profiles. */
export async function ingest(
  path: string,
  content: string | Uint8Array,
  prefix: PrefixRequest | null = null,
  options: ReadOptions = defaultReadOptions,
): Promise<IngestedFile> {
  const bytes = typeof content === 'string' ? nodeText.encode(content) : Uint8Array.from(content);
  const source = {
    byteLength: bytes.length,
    read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
  };
  const read = await ingestFile(source, { path, options, prefix }, nodeIngestPorts, neverCancelled);
  return valueOf(read);
}

/** Drops one file as the page does: prepared, read, taken. */
export async function dropFile(
  ports: OperationPorts,
  path: string,
  text: string,
  options: UnitOptions = {},
): Promise<TakenSnapshot> {
  return valueOf(await tryDropFile(ports, path, text, options));
}

export async function tryDropFile(
  ports: OperationPorts,
  path: string,
  text: string,
  options: UnitOptions = {},
) {
  const prefixes = valueOf(
    await prepareSnapshot(ports, [path], options.namespace ?? fileNamespace, options.nextOf),
  );
  const ingested = await ingest(path, text, prefixes.get(path)?.prefix ?? null);
  return takeSnapshot(ports, { kind: 'file', path, ingested, lastModified: null, ...options });
}

/** Drops a folder; files by their path in it. */
export async function dropFolder(
  ports: OperationPorts,
  name: string,
  files: Readonly<Record<string, string>>,
  leftOutCount = 0,
  leaveOut: readonly string[] = [],
  nextOf?: NextOf,
): Promise<TakenSnapshot> {
  const given = Object.keys(files).map((path) => ({ path }));
  const { kept, leftOut } = partByPatterns(given, leaveOut);
  const paths = kept.map(({ path }) => path).map((path) => pathInFolder(name, path));
  const prefixes = valueOf(await prepareSnapshot(ports, paths, fileNamespace, nextOf));
  const read: UnitFile[] = [];
  for (const { path } of kept) {
    const text = files[path] ?? '';
    const ingested = await ingest(path, text, prefixes.get(pathInFolder(name, path))?.prefix ?? null);
    read.push({ path, ingested, lastModified: null });
  }
  const dvcIgnore = Object.entries(files).flatMap(([path, text]) =>
    isDvcIgnoreFile(path) ? [{ folder: path.slice(0, -dvcIgnoreName.length), text }] : [],
  );
  const ignoredByDvc = (folder: string) => dvcIgnoreOf(folder, Object.keys(files), dvcIgnore).isIgnored;
  return valueOf(
    await takeSnapshot(ports, {
      kind: 'directory',
      name,
      files: read,
      leftOutCount,
      leftOut,
      ignoredByDvc,
      ...(nextOf && { nextOf }),
    }),
  );
}

export function valueOf<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export async function workspaceOf(ports: OperationPorts): Promise<Workspace> {
  return valueOf(await loadWorkspace(ports.store));
}

export async function auditOf(ports: OperationPorts): Promise<readonly AuditEntry[]> {
  const entries = valueOf(await ports.store.read((transaction) => transaction.all('audit')));
  valueOf(verifyAudit(entries, ports));
  return entries;
}

/** Every record of every table, to show that nothing changed. */
export async function everything(ports: OperationPorts): Promise<unknown> {
  const read = await ports.store.read((transaction) =>
    Promise.all(tableNames.map(async (name) => [name, await transaction.all(name)] as const)),
  );
  return Object.fromEntries(valueOf(read));
}
