import { ok, type Result } from '../lib/result';
import type { CleanUpPlan, CleanUpPreview, CleanUpRule, Emptied } from '../operations/bytes/cleanUp';
import { parseKeepPolicy, type KeepPolicy } from '../operations/bytes/keepPolicy';
import type { KeyQuery, KeySearch, KeySearchProgress } from '../operations/bytes/searchKey';
import type { Digest } from '../versioning/digest';
import { whileChunksStay } from '../storage/chunkLock';
import type { KeptBytes } from '../operations/bytes/keptBytes';
import type { Change, OperationFailure } from '../operations/core/outcome';
import type { OperationPorts } from '../operations/core/ports';
import type { StoreVerdict, VerifyProgress } from '../operations/audit/verifyStore';
import type { DerivedResults } from '../storage/derivedResults';
import type { DeviceSettings } from '../storage/deviceSettings';
import type { WorkerPool } from '../workers/pool';

/** What is stored, of which this workspace's files are a part. */
export interface StorageUse extends KeptBytes {
  /** The chunks of all workspaces together, as they are stored. */
  readonly diskByteLength: number;
  readonly chunkCount: number;
}

/** What the view of the storage asks for and does. */
export interface Storage {
  policy(): Promise<KeepPolicy>;
  /** For what is dropped from then on; what is kept stays. */
  setPolicy(policy: KeepPolicy): Promise<void>;
  use(): Promise<Result<StorageUse, OperationFailure>>;
  /** Off the page's thread. Chunks that are damaged or lost are put aside, so that dropping the file again stores them anew. */
  verify(
    signal: AbortSignal,
    onProgress: (progress: VerifyProgress) => void,
  ): Promise<Result<StoreVerdict, OperationFailure>>;
  /** Searches the kept bytes for a key, off the page's thread; rejects with the signal's reason where it is cancelled. */
  searchKey(
    query: KeyQuery,
    signal: AbortSignal,
    onProgress: (progress: KeySearchProgress) => void,
  ): Promise<Result<KeySearch, OperationFailure>>;
  /** Frees the bytes of files on purpose; the log says why. */
  freeFound(digests: readonly Digest[], reason: string): Promise<Result<Change<number>, OperationFailure>>;
  previewCleanUp(rule: CleanUpRule): Promise<Result<CleanUpPreview, OperationFailure>>;
  cleanUp(rule: CleanUpRule): Promise<Result<Change<CleanUpPlan>, OperationFailure>>;
  /** Removes what was freed for good, in this workspace, and every chunk that no workspace refers to. */
  emptyFreed(): Promise<Result<Change<Emptied>, OperationFailure>>;
}

/** The code of each is loaded when it is first asked for. */
export function createStorage(
  databaseName: string,
  settings: DeviceSettings,
  ports: () => Promise<OperationPorts>,
  pool: WorkerPool,
  derived: Pick<DerivedResults, 'clear'>,
): Storage {
  return {
    policy: async () => parseKeepPolicy(await settings.keepPolicy(databaseName)),
    setPolicy: (policy) => settings.setKeepPolicy(databaseName, policy),
    async use() {
      const { readKeptBytes } = await import('../operations/bytes/keptBytes');
      const { openChunkStore } = await import('../storage/chunkStore');
      const { store } = await ports();
      const kept = await readKeptBytes(store);
      if (!kept.ok) return kept;
      const chunks = openChunkStore();
      let diskByteLength = 0;
      let chunkCount = 0;
      try {
        for await (const page of chunks.pages()) {
          chunkCount += page.length;
          for (const { storedByteLength } of page) diskByteLength += storedByteLength;
        }
      } finally {
        chunks.close();
      }
      return ok({ ...kept.value, diskByteLength, chunkCount });
    },
    verify: (signal, onProgress) => pool.run('verifyStore', { databaseName }, { signal, onProgress }),
    ...keySearch(databaseName, ports, pool, derived),
    async previewCleanUp(rule) {
      const { previewCleanUp } = await import('../operations/bytes/cleanUp');
      const { chunksReferredTo } = await import('../storage/chunkReferences');
      const { openChunkStore } = await import('../storage/chunkStore');
      const elsewhere = await chunksReferredTo((name) => name !== databaseName);
      if (!elsewhere.ok) return elsewhere;
      const chunks = openChunkStore();
      try {
        return await previewCleanUp((await ports()).store, chunks, rule, elsewhere.value);
      } finally {
        chunks.close();
      }
    },
    async cleanUp(rule) {
      const { cleanUp } = await import('../operations/bytes/cleanUp');
      await derived.clear();
      return cleanUp(await ports(), rule);
    },
    async emptyFreed() {
      const { emptyFreed } = await import('../operations/bytes/cleanUp');
      const { sweep } = await import('./sweep');
      await derived.clear();
      const emptied = await emptyFreed(await ports());
      if (emptied.ok) await sweep();
      return emptied;
    },
  };
}

/** What is asked and done about a person's key. */
function keySearch(
  databaseName: string,
  ports: () => Promise<OperationPorts>,
  pool: WorkerPool,
  derived: Pick<DerivedResults, 'clear'>,
): Pick<Storage, 'searchKey' | 'freeFound'> {
  return {
    searchKey: (query, signal, onProgress) =>
      whileChunksStay(() => pool.run('searchKey', { ...query, databaseName }, { signal, onProgress })),
    async freeFound(digests, reason) {
      const { freeFound } = await import('../operations/bytes/freeFound');
      await derived.clear();
      return freeFound(await ports(), digests, reason);
    },
  };
}
