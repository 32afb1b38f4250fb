import type { ByteSource } from '../lib/ports';
import { type DiffedSide, sideOf } from '../operations/comparing/diffRows';
import { partitionedSide } from '../operations/comparing/partitionedSide';
import type { OpenPart } from '../operations/bytes/readPart';
import { keptSource, type ListedFile } from '../operations/bytes/keptSource';
import { openChunkStore } from '../storage/chunkStore';
import { blobSource } from './blobSource';
import { browserText } from './browserText';
import { loadHashers } from './hashers';
import { serveTasks } from './serveTasks';
import type { DiffedVersion } from './tasks';
import { sha256Of } from './wholeDigest';

const pace = { pieceByteLength: 8 * 1024 * 1024, readsInFlight: 2 };
const hashers = loadHashers();

serveTasks(self, {
  hashRows: async ({ table, keyColumns, valueColumns }, { signal, report, give }) => {
    const hashes = await withSide(table, signal, report, (side) => side.hash(keyColumns, valueColumns));
    if (hashes.ok) {
      const { keys, values, places } = hashes.value;
      for (const held of [keys, values, places?.starts]) if (held) give(held.buffer);
    }
    return hashes;
  },
  rowCells: async ({ table, wanted, comparedColumns, textColumns }, { signal, report, give }) => {
    const cells = await withSide(table, signal, report, (side) =>
      side.cells(wanted, comparedColumns, textColumns),
    );
    if (cells.ok) for (const held of [cells.value.rowHashes, cells.value.cellHashes]) give(held.buffer);
    return cells;
  },
});

/** Reads a side while its bytes' store is open. */
async function withSide<T>(
  { bytes, columnNames, ...table }: DiffedVersion,
  signal: AbortSignal,
  onBytes: (byteLength: number) => void,
  work: (side: DiffedSide) => Promise<T>,
): Promise<T> {
  const ports = { hashers: await hashers, text: browserText, pace };
  const chunks = openChunkStore();
  const kept = (listed: ListedFile): ByteSource =>
    keptSource(listed, { chunks, sha256: sha256Of, hashers: ports.hashers }, signal);
  try {
    if (bytes instanceof Blob || 'file' in bytes) {
      const source = bytes instanceof Blob ? blobSource(bytes) : kept(bytes);
      return await work(sideOf({ source, ...table }, columnNames, ports, signal, onBytes));
    }
    const parts = bytes.map(({ bytes: own, ...part }): OpenPart => ({
      ...part,
      open: (read) => read(kept(own)),
    }));
    return await work(partitionedSide(parts, columnNames, table.comparedAsText, ports, signal, onBytes));
  } finally {
    chunks.close();
  }
}
