import type { TextTable, Tolerance } from '../gates/reproducibility/tolerance';
import type { Store } from '../operations/core/store';
import type { RunView, SnapshotView, Workspace } from '../operations/core/workspace';
import {
  compareRerun,
  storedOutputs,
  type OutputFacts,
  type RerunFile,
  type RerunVerdict,
} from '../operations/lineage/compareRerun';
import { defaultReadOptions } from '../table/schema';
import type { WorkerPool } from '../workers/pool';
import { restoreToFile } from './restoreBytes';

/** A file that a second run wrote, as a person dropped it. */
export interface DroppedOutput {
  readonly path: string;
  readonly file: File;
}

/** Holds what a second run wrote, as files or as a stored run, against the outputs of the first, read in workers; nothing is stored. */
export async function compareRerunInWorker(
  {
    pool,
    store,
    databaseName,
  }: { readonly pool: WorkerPool; readonly store: Store; readonly databaseName: string },
  workspace: Workspace,
  run: RunView,
  second: readonly DroppedOutput[] | RunView,
  tolerance: Tolerance,
): Promise<RerunVerdict> {
  const storedFacts = (version: SnapshotView): OutputFacts => ({
    digest: version.snapshot.digest,
    logicalDigest: version.reading?.logicalDigest ?? null,
    async profile() {
      const key = version.reading?.key;
      if (key === undefined) return null;
      const stored = await store.read((transaction) => transaction.get('profiles', key));
      return stored.ok ? (stored.value?.profile ?? null) : null;
    },
    async cells() {
      const name = workspace.artifacts.get(version.artifactId)?.name ?? 'file';
      const { id, byteLength, content } = version.snapshot;
      if (version.bytes.kind !== 'here' || content !== 'file') return null;
      const subject = { snapshotId: id, name, title: name, byteLength: byteLength ?? 0 };
      const restored = await restoreToFile(pool, subject, 'file', null, databaseName);
      return restored?.ok && restored.value ? cellsOf(pool, restored.value, name) : null;
    },
  });
  const written =
    'run' in second ? storedOutputs(workspace, second, storedFacts) : await filesRead(pool, second);
  return compareRerun(workspace, run, written, tolerance, storedFacts);
}

async function filesRead(pool: WorkerPool, files: readonly DroppedOutput[]): Promise<readonly RerunFile[]> {
  const read: RerunFile[] = [];
  for (const { path, file } of files) {
    const ingested = await pool.run('ingest', { file, path, options: defaultReadOptions, prefix: null }, {});
    if (!ingested.ok || !('digest' in ingested.value)) throw new Error(`${path} could not be read.`);
    const { digest, table } = ingested.value;
    read.push({
      path,
      digest,
      logicalDigest: table?.reading.logicalDigest ?? null,
      profile: () => Promise.resolve(table?.profile ?? null),
      cells: () => cellsOf(pool, file, path),
    });
  }
  return read;
}

async function cellsOf(pool: WorkerPool, file: Blob, path: string): Promise<TextTable | null> {
  const table = await pool.run('readSamples', { file, path }, {});
  return table.ok ? table.value : null;
}
