import { ok } from '../lib/result';
import type { ChunkStore } from '../operations/bytes/chunkStore';
import { beginAuditCheck } from '../operations/audit/auditLogVerify';
import { verifyStore, type StoreFinding } from '../operations/audit/verifyStore';
import { openChunkStore } from '../storage/chunkStore';
import { createDexieStore } from '../storage/dexieStore';
import { nobleHashers } from '../storage/hashers';
import type { Digest } from '../versioning/digest';
import { atIntervals } from './atIntervals';
import { browserText } from './browserText';
import { sha256OfChunk } from './chunkDigest';
import { loadSha256OfText } from './hashing/textSha256';
import { serveTasks } from './serveTasks';
import { loadSha256 } from './hashing/streamingHash';
import { whileChunksRest } from '../storage/chunkLock';

serveTasks(self, {
  /** Reading 100,000 entries alone would hold the page for a third of a second. */
  async verifyAudit({ databaseName, noted }) {
    const sha256OfText = await loadSha256OfText();
    const store = createDexieStore(databaseName);
    try {
      const under = beginAuditCheck({ hashers: nobleHashers, text: browserText, sha256OfText }, noted);
      const read = await store.readAudit((entries) => under.take(entries));
      return read.ok ? ok(under.finish()) : read;
    } finally {
      store.close();
    }
  },
  async verifyStore({ databaseName }, { signal, report }) {
    const hashers = { ...nobleHashers, sha256: await loadSha256() };
    const sha256OfText = await loadSha256OfText();
    const store = createDexieStore(databaseName);
    const chunks = openChunkStore();
    const ports = { store, chunks, hashers, text: browserText, sha256OfText, sha256: sha256OfChunk };
    const tell = atIntervals(report, ({ bytesDone, byteLength }) => bytesDone >= byteLength);
    try {
      const verdict = await verifyStore(ports, signal, tell);
      if (verdict.ok) await putAside(verdict.value.findings, chunks);
      return verdict;
    } finally {
      store.close();
      chunks.close();
    }
  },
});

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
