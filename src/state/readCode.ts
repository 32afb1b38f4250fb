import type { UnitFile } from '../operations/taking/snapshotUnit';
import type { CodeVersion } from '../versioning/records';
import type { WorkerPool } from '../workers/pool';
import type { DroppedItem } from './services';

/** Loose objects beyond this many are not handed to a worker: then what is staged is not known, which is said. */
const mostLooseObjects = 20_000;

/**
 * Where the Git repositories of a dropped folder stand; none where it has none. Where reading them goes wrong the folder is
 * taken all the same, and it is not known.
 */
export async function readCode(
  { files }: Extract<DroppedItem, { kind: 'directory' }>,
  read: readonly UnitFile[],
  pool: WorkerPool,
  signal: AbortSignal,
): Promise<readonly CodeVersion[]> {
  if (!files.some(({ path }) => /(^|\/)\.git(\/HEAD)?$/.test(path))) return [];
  const digests = new Map(read.map(({ path, ingested }) => [path, ingested.digest]));
  const isLoose = /\/objects\/[0-9a-f]{2}\//;
  const looseCount = files.filter(({ path }) => isLoose.test(path)).length;
  const wanted = files.filter(({ path }) => looseCount <= mostLooseObjects || !isLoose.test(path));
  try {
    const handed = wanted.map(({ path, file }) => ({
      path,
      file,
      digest: digests.get(path) ?? null,
    }));
    return await pool.run('readRepositories', { files: handed }, { signal });
  } catch (error) {
    signal.throwIfAborted();
    const message = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
    const notes = [`its repository could not be read: ${message}`];
    return [{ path: '', commit: null, branch: null, workTree: 'unknown', changes: null, notes }];
  }
}
