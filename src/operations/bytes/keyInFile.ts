import type { ArchiveEntry } from '../../formats/archive/archiveEntry';
import { openArchive } from '../../formats/archive/openArchive';
import { UnreadableBytes } from '../../formats/pieces';
import type { RowsRead } from '../../formats/readRows';
import type { ByteSource, Cancellation, TextCodec } from '../../lib/ports';
import type { Result } from '../../lib/result';
import { KeyCounter, type KeyCount } from '../../table/keyCounter';
import type { ReadFailure } from '../../table/reading';
import { defaultReadOptions, type ReadOptions } from '../../table/schema';
import type { RowConsumer } from '../../table/tableRows';
import { countKey } from './countKey';

/** A file that is searched for a key. */
export interface SearchedFile {
  readonly source: ByteSource;
  /** Its ending helps to tell the format. */
  readonly path: string;
  readonly options: ReadOptions;
  /** What is none is searched as bytes. */
  readonly isTable: boolean;
}

/** How often one file has a key. */
export interface KeyInFile {
  /** Rows with such a cell; of what is no table how often the key stands in it as a word; of an archive both, over its files. */
  readonly count: number;
  /** By column; null where the file was not read as a table. */
  readonly columns: KeyCount['columns'] | null;
  /** Files of an archive that could not be searched, by their paths inside; an empty path is the archive's list. */
  readonly unread: readonly UnreadInside[];
}

/** A file of an archive that could not be searched, and why. */
export interface UnreadInside {
  readonly path: string;
  readonly why: string;
}

/** What a search of one file reads by. */
export interface KeyInFilePorts {
  readonly text: TextCodec;
  readonly readRows: (
    source: ByteSource,
    file: { readonly path: string; readonly options: ReadOptions },
    rows: RowConsumer,
    onBytes: (byteLength: number) => void,
  ) => Promise<Result<RowsRead, ReadFailure>>;
}

/** What is sought, as UTF-8, and in which columns; none for all. */
export interface SoughtKey {
  readonly bytes: Uint8Array;
  readonly columns: readonly string[];
}

const tableEndings = /\.(?:csv|tsv|txt|jsonl|ndjson|parquet|arrow|feather)(?:\.gz|\.zst)?$/i;

/** Whether a file inside of another is tried as a table, by its name. */
export function mayBeTable(path: string): boolean {
  return tableEndings.test(path);
}

/** Archives inside of archives are opened down to here. */
const mostDepth = 3;
/** Files of one archive may be so much longer than the archive, all together, in bytes. */
const mostGrowth = 4 * 1024 ** 3;

interface Search {
  readonly ports: KeyInFilePorts;
  readonly sought: SoughtKey;
  readonly cancellation: Cancellation;
  readonly onBytes: (byteLength: number) => void;
  readonly budget: { left: number };
}

/** Searches one file: a table by its cells, an archive file by file, all else as bytes. Cancelling throws its reason. */
export function keyInFile(
  ports: KeyInFilePorts,
  file: SearchedFile,
  sought: SoughtKey,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void,
): Promise<KeyInFile> {
  const budget = { left: file.source.byteLength + mostGrowth };
  return searchFile({ ports, sought, cancellation, onBytes, budget }, file, 0);
}

async function searchFile(search: Search, file: SearchedFile, depth: number): Promise<KeyInFile> {
  const { ports, sought, cancellation, onBytes } = search;
  const { source, path, options } = file;
  if (file.isTable) {
    const counter = new KeyCounter(sought.bytes, sought.columns);
    const read = await ports.readRows(source, { path, options }, counter, onBytes);
    if (read.ok) {
      const { rowCount, columns } = counter.count();
      return { count: rowCount, columns, unread: [] };
    }
  }
  const opened = depth < mostDepth ? await openArchive(source, ports.text) : null;
  if (opened?.ok && opened.value.length > 0) return searchEntries(search, opened.value, depth);
  const count = await countKey({ source, path }, sought.bytes, cancellation, onBytes);
  const unread =
    opened?.ok === false
      ? [{ path: '', why: `its files could not be listed: ${opened.error.message}; its bytes were searched` }]
      : [];
  return { count, columns: null, unread };
}

async function searchEntries(
  search: Search,
  entries: readonly ArchiveEntry[],
  depth: number,
): Promise<KeyInFile> {
  let count = 0;
  const unread: UnreadInside[] = [];
  for (const entry of entries) {
    const { path } = entry;
    search.cancellation.throwIfAborted();
    try {
      const source = await entry.open();
      search.budget.left -= source.byteLength;
      if (search.budget.left < 0) throw new UnreadableBytes('the archive holds more than is unpacked');
      const file = { source, path, options: defaultReadOptions, isTable: mayBeTable(path) };
      const found = await searchFile(search, file, depth + 1);
      count += found.count;
      for (const inner of found.unread)
        unread.push({ path: inner.path === '' ? path : `${path}/${inner.path}`, why: inner.why });
    } catch (error) {
      search.cancellation.throwIfAborted();
      unread.push({ path, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { count, columns: null, unread };
}
