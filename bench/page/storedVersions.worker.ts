import { createByteKeeper } from '../../src/operations/bytes/keepBytes';
import { openChunkStore } from '../../src/storage/chunkStore';
import type { ChunkList } from '../../src/versioning/chunking/chunkList';
import { seededRandom } from '../../src/lib/random';
import { sha256OfChunk } from '../../src/workers/chunkDigest';

/** `scattered`: rows anywhere. `block`: rows that follow each other, such as a day that was corrected. */
export interface VersionsRequest {
  readonly file: File;
  readonly edits: 'scattered' | 'block';
  readonly versionCount: number;
}

/** What is stored of all versions, as a multiple of the first one's bytes. */
export interface VersionsAnswer {
  readonly ratio: number;
  readonly seconds: number;
}

const editedShare = 0.01;
const pieceByteLength = 4 * 1024 * 1024;

self.onmessage = ({ data }: MessageEvent<VersionsRequest>) => {
  store(data).then((answer) => self.postMessage(answer), reportError);
};

async function store({ file, edits, versionCount }: VersionsRequest): Promise<VersionsAnswer> {
  const chunks = openChunkStore(`bench-versions-${crypto.randomUUID()}`);
  const random = seededRandom(7);
  const rows = (await file.text()).split('\n');
  const encoder = new TextEncoder();
  let before: ChunkList | null = null;
  let seconds = 0;
  for (let version = 0; version < versionCount; version++) {
    if (version > 0) editRows(rows, edits, random);
    const bytes = encoder.encode(rows.join('\n'));
    const started = performance.now();
    const keeper = createByteKeeper({ chunks, sha256: sha256OfChunk });
    const keeping = keeper.begin(before);
    for (let at = 0; at < bytes.length; at += pieceByteLength) {
      await keeping.update(bytes.subarray(at, at + pieceByteLength));
    }
    before = await keeping.finish();
    await keeper.stored();
    seconds += (performance.now() - started) / 1000;
  }
  let stored = 0;
  for await (const page of chunks.pages()) {
    for (const { storedByteLength } of page) stored += storedByteLength;
  }
  chunks.close();
  return { ratio: stored / file.size, seconds };
}

/** Writes the sixth and seventh field of one row in a hundred anew; their lengths may change. */
function editRows(rows: string[], edits: VersionsRequest['edits'], random: () => number): void {
  const count = Math.round(rows.length * editedShare);
  const first = Math.floor(random() * (rows.length - count));
  for (let edited = 0; edited < count; edited++) {
    const at = edits === 'block' ? first + edited : 1 + Math.floor(random() * (rows.length - 2));
    const fields = rows[at]!.split(',');
    if (fields.length < 7) continue;
    fields[5] = String(random() * 9000);
    fields[6] = (random() * 30).toFixed(2);
    rows[at] = fields.join(',');
  }
}
