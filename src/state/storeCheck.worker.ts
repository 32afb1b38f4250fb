import type { Result } from '../lib/result';
import type { ChunkStore } from '../operations/bytes/chunkStore';
import type { StoreFailure } from '../operations/core/store';
import {
  verifyStore,
  type StoreFinding,
  type StoreVerdict,
  type VerifyProgress,
} from '../operations/audit/verifyStore';
import { openChunkStore } from '../storage/chunkStore';
import { createDexieStore } from '../storage/dexieStore';
import { nobleHashers } from '../storage/hashers';
import type { Digest } from '../versioning/digest';
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
    if (verdict.ok) await putAside(verdict.value.findings, chunks);
    return verdict;
  } finally {
    store.close();
    chunks.close();
  }
}

/**
 * Takes what cannot be used out of the index: of no use to anybody, and while it stands there, the file that has it is
 * dropped again in vain. What could not be read at all is asked for once more, as a browser short of memory may fail to
 * read what is there.
 */
async function putAside(findings: readonly StoreFinding[], chunks: ChunkStore): Promise<void> {
  const damaged = findings.flatMap((each) => (each.kind === 'damagedChunk' ? each.chunk : []));
  const missing = findings.flatMap((each) => (each.kind === 'missingChunk' ? each.chunk : []));
  if (damaged.length + missing.length === 0) return;
  await whileChunksRest(async () => {
    const unread: Digest[] = [];
    for (const chunk of missing) {
      const [bytes = null] = await chunks.read([chunk]);
      if (bytes === null) unread.push(chunk);
    }
    await chunks.remove([...damaged, ...unread]);
  });
}

function answer(message: StoreChecked): void {
  self.postMessage(message);
}
