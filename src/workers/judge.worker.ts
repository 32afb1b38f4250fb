import type { MatchPattern } from '../gates/contract/patternMarks';
import { readRows } from '../formats/readRows';
import { ok } from '../lib/result';
import type { KeptRows } from '../operations/bytes/keptParts';
import { keptSource, type ListedFile } from '../operations/bytes/keptSource';
import { type OpenPart, readPart } from '../operations/bytes/readPart';
import { draftFromVersions } from '../operations/contracts/draftFromVersions';
import { judgeTable, type ReadEachRow } from '../operations/contracts/judgeTable';
import { openChunkStore } from '../storage/chunkStore';
import { atIntervals } from './atIntervals';
import { browserText } from './browserText';
import { loadHashers } from './hashers';
import { sqlDatabase } from './sqlDatabase';
import { serveTasks } from './serveTasks';
import type { JudgeProgress } from './tasks';
import { sha256Of } from './wholeDigest';

const pace = { pieceByteLength: 8 * 1024 * 1024, readsInFlight: 2 };
const hashers = loadHashers();

serveTasks(self, {
  judgeKept: ({ table, others, tooSlow, ...judged }, { signal, report }) => {
    const { tell, onBytes } = progressOf(report);
    const sourceOf = (of: KeptRows | string): ReadEachRow | string =>
      typeof of === 'string' ? of : rowsOf(of, signal, onBytes);
    return judgeTable(judged, {
      own: rowsOf(table, signal, onBytes),
      others: new Map(others.map((each) => [each.object, sourceOf(each.table)])),
      personal: new Map(others.map((each) => [each.object, each.personal])),
      match: toldMatcher(tooSlow, tell),
      openSql: sqlDatabase(tooSlow, tell),
    });
  },
  draftContract: ({ name, at, versions, tooSlow }, { signal, report }) => {
    const { tell, onBytes } = progressOf(report);
    const past = versions.map(({ table, ...version }) => ({
      ...version,
      read: rowsOf(table, signal, onBytes),
    }));
    return draftFromVersions(name, past, at, toldMatcher(tooSlow, tell));
  },
});

function progressOf(report: (progress: JudgeProgress) => void) {
  let bytesRead = 0;
  const atTimes = atIntervals((bytes: number) => report({ bytesRead: bytes, question: null }));
  return {
    tell: (question: string | null) => report({ bytesRead, question }),
    onBytes: (more: number) => atTimes((bytesRead += more)),
  };
}

/** Runs patterns here, and says before and after which one it is. */
function toldMatcher(tooSlow: readonly string[], tell: (pattern: string | null) => void): MatchPattern {
  const known = new Map<string, RegExp>();
  return (pattern, texts) => {
    if (tooSlow.includes(pattern)) return null;
    const matcher = known.get(pattern) ?? new RegExp(pattern);
    known.set(pattern, matcher);
    tell(pattern);
    const found = Uint8Array.from(texts, (text) => (matcher.test(text) ? 1 : 0));
    tell(null);
    return found;
  };
}

/** The rows of kept bytes, each time from the first on. */
function rowsOf(table: KeptRows, signal: AbortSignal, onBytes: (byteLength: number) => void): ReadEachRow {
  return async (rows) => {
    const ports = { hashers: await hashers, text: browserText, pace };
    const chunks = openChunkStore();
    const kept = (listed: ListedFile) =>
      keptSource(listed, { chunks, sha256: sha256Of, hashers: ports.hashers }, signal);
    try {
      if ('file' in table) {
        const { path, options } = table;
        return await readRows(kept(table), { path, options, textColumns: [] }, rows, ports, signal, onBytes);
      }
      const textColumns = table.columns.flatMap(({ name, type }) => (type === 'string' ? name : []));
      for (const { bytes, ...part } of table.parts) {
        const open: OpenPart['open'] = (work) => work(kept(bytes));
        const read = await readPart({ ...part, open }, rows, textColumns, ports, signal, onBytes);
        if (!read.ok) return read;
      }
      return ok({ columnNames: table.columns.map(({ name }) => name) });
    } finally {
      chunks.close();
    }
  };
}
