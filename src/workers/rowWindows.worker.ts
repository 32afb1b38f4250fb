import { arrangeRows } from '../formats/rowWindows/arrangeRows';
import { holdRows, openRows } from '../formats/rowWindows/openRows';
import type { OpeningWatch, RowWindows } from '../formats/rowWindows/rowWindows';
import type { Cancellation } from '../lib/ports';
import { ok, type Result } from '../lib/result';
import { keptSource, type ListedFile } from '../operations/bytes/keptSource';
import { readPart, type OpenPart } from '../operations/bytes/readPart';
import { openChunkStore } from '../storage/chunkStore';
import type { ReadFailure } from '../table/reading';
import type { RowBlock } from '../table/rowBlock';
import { atIntervals } from './atIntervals';
import { browserText } from './browserText';
import { loadHashers } from './hashers';
import { serveTasks } from './serveTasks';
import type { RowsInput, RowsProgress } from './tasks';
import { sha256Of } from './wholeDigest';

const pace = { pieceByteLength: 4 * 1024 * 1024, readsInFlight: 2 };
const hashers = loadHashers();
const neverCancelled: Cancellation = { aborted: false, throwIfAborted: () => undefined };

interface OpenTable {
  readonly windows: RowWindows;
  readonly chunks: ReturnType<typeof openChunkStore>;
  /** Of the last arrangement; null for the order of the file. */
  order: Int32Array<ArrayBuffer> | null;
  arrangement: number;
}

/** Two views may look at a table each. */
const openLimit = 2;
const open = new Map<string, OpenTable>();

serveTasks(self, {
  async openRows(input, { signal, report }) {
    const chunks = openChunkStore();
    try {
      const windows = await openTable(input, chunks, signal, watching(report));
      if (!windows.ok) {
        chunks.close();
        return windows;
      }
      const { rowCount, isWhole } = windows.value;
      open.set(input.id, { windows: windows.value, chunks, order: null, arrangement: 0 });
      for (const id of open.keys()) if (open.size > openLimit) close(id);
      return ok({ rowCount, isWhole });
    } catch (error) {
      chunks.close();
      throw error;
    }
  },
  async readWindow({ id, arrangement, from, to }, { signal, give }) {
    const table = open.get(id);
    if (!table || table.arrangement !== arrangement) return null;
    const { order, windows } = table;
    const end = Math.min(to, order?.length ?? windows.rowCount);
    const rows = order
      ? order.slice(from, end)
      : Int32Array.from({ length: Math.max(0, end - from) }, (_, at) => from + at);
    const read = await windows.read(rows, signal);
    if (!read.ok) return read;
    const { bytes, ends, missing } = read.value;
    for (const held of [bytes, ends, missing]) give(held.buffer);
    return ok({ block: read.value, rows });
  },
  async arrangeRows({ id, arrangement, filter, sort }, { signal, report }) {
    const table = open.get(id);
    if (!table) return null;
    if (!filter && !sort) {
      Object.assign(table, { order: null, arrangement });
      return ok(table.windows.rowCount);
    }
    let bytesRead = 0;
    const tell = atIntervals(report);
    const found = await arrangeRows(table.windows, { filter, sort }, signal, (more) =>
      tell((bytesRead += more)),
    );
    if (!found.ok) return found;
    signal.throwIfAborted();
    Object.assign(table, { order: found.value, arrangement });
    return ok(found.value.length);
  },
  closeRows: ({ id }) => close(id),
});

function close(id: string): void {
  open.get(id)?.chunks.close();
  open.delete(id);
}

function watching(report: (progress: RowsProgress) => void): OpeningWatch {
  let bytesRead = 0;
  const tell = atIntervals(report);
  return {
    onBytes: (byteLength, rowCount) => tell({ bytesRead: (bytesRead += byteLength), rowCount, first: null }),
    onFirst: (first: RowBlock) => report({ bytesRead, rowCount: first.rowCount, first }),
  };
}

/** Opened once, a table's bytes are read as long as it is open. */
async function openTable(
  { bytes, ...file }: RowsInput,
  chunks: OpenTable['chunks'],
  signal: AbortSignal,
  watch: OpeningWatch,
): Promise<Result<RowWindows, ReadFailure>> {
  const ports = { hashers: await hashers, text: browserText, pace };
  const kept = (listed: ListedFile, cancellation: Cancellation) =>
    keptSource(listed, { chunks, sha256: sha256Of, hashers: ports.hashers }, cancellation);
  if ('file' in bytes) return openRows(kept(bytes, neverCancelled), file, ports, signal, watch);
  const parts = bytes.map(({ bytes: own, ...part }): OpenPart => ({
    ...part,
    open: (read) => read(kept(own, neverCancelled)),
  }));
  const { columnNames } = file;
  return holdRows(
    async (rows, cancellation, onBytes) => {
      for (const part of parts) {
        const read = await readPart(part, rows, columnNames, ports, cancellation, onBytes);
        if (!read.ok) return read;
      }
      return ok({ rowPlan: null });
    },
    columnNames,
    signal,
    watch,
  );
}
