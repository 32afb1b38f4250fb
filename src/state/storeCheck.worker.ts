import type { Result } from '../lib/result';
import type { StoreFailure } from '../operations/store';
import { verifyStore, type StoreVerdict, type VerifyProgress } from '../operations/verifyStore';
import { openChunkStore } from '../storage/chunkStore';
import { createDexieStore } from '../storage/dexieStore';
import { nobleHashers } from '../storage/hashers';
import { atIntervals } from '../workers/atIntervals';
import { browserText } from '../workers/browserText';
import { sha256OfChunk } from '../workers/chunkDigest';
import { loadSha256 } from '../workers/hashing/streamingHash';
import { whileChunksRest } from './chunkLock';

export interface StoreCheck {
  readonly databaseName: string;
}

export type StoreChecked =
  | { readonly kind: 'progress'; readonly progress: VerifyProgress }
  | { readonly kind: 'done'; readonly verdict: Result<StoreVerdict, StoreFailure> };

/** Who cancels ends this worker: reading leaves nothing behind. */
const neverCancelled = { aborted: false, throwIfAborted: () => undefined };

self.onmessage = ({ data }: MessageEvent<StoreCheck>) => {
  // Reported as an error of this worker, which ends the wait of whoever started it.
  check(data).then((verdict) => answer({ kind: 'done', verdict }), reportError);
};

async function check({ databaseName }: StoreCheck): Promise<Result<StoreVerdict, StoreFailure>> {
  const hashers = { ...nobleHashers, sha256: await loadSha256() };
  const store = createDexieStore(databaseName);
  const chunks = openChunkStore();
  const ports = { store, chunks, hashers, text: browserText, sha256: sha256OfChunk };
  const tell = atIntervals(
    (progress: VerifyProgress) => answer({ kind: 'progress', progress }),
    ({ bytesDone, byteLength }) => bytesDone >= byteLength,
  );
  try {
    const verdict = await verifyStore(ports, neverCancelled, tell);
    if (verdict.ok) {
      const damaged = verdict.value.findings.flatMap((each) =>
        each.kind === 'damagedChunk' ? each.chunk : [],
      );
      // Of no use to anybody; while it is there, the file that has it could be dropped again in vain.
      if (damaged.length > 0) await whileChunksRest(() => chunks.remove(damaged));
    }
    return verdict;
  } finally {
    store.close();
    chunks.close();
  }
}

function answer(message: StoreChecked): void {
  self.postMessage(message);
}
