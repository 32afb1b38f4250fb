import { readRows } from '../formats/readRows';
import { PersonalRows } from '../gates/privacy/personalRows';
import { recogniseTable, type ColumnFindings } from '../gates/privacy/recogniseTable';
import { keptSource } from '../operations/bytes/keptSource';
import { openChunkStore } from '../storage/chunkStore';
import { browserText } from './browserText';
import { loadHashers } from './hashers';
import type { PersonalTable, Tasks } from './tasks';
import { sha256Of } from './wholeDigest';

const pace = { pieceByteLength: 8 * 1024 * 1024, readsInFlight: 2 };

/** What personal data a table seems to hold: its rows are read where they are given, and passed over where that fails. */
export async function recogniseRows(
  { profile, rows }: Tasks['recognise']['input'],
  signal: AbortSignal,
): Promise<readonly ColumnFindings[]> {
  const texts = rows === null ? null : await readTexts(rows, signal);
  return recogniseTable(profile, texts ?? undefined);
}

async function readTexts(
  { columns, path, options, ...listed }: PersonalTable,
  signal: AbortSignal,
): Promise<ReturnType<PersonalRows['texts']> | null> {
  const hashers = await loadHashers();
  const chunks = openChunkStore();
  try {
    const source = keptSource(listed, { chunks, sha256: sha256Of, hashers }, signal);
    const found = new PersonalRows(columns, browserText);
    const file = { path, options, textColumns: columns };
    const read = await readRows(source, file, found, { hashers, text: browserText, pace }, signal);
    return read.ok ? found.texts() : null;
  } finally {
    chunks.close();
  }
}
