import type { Json, JsonObject } from '../../lib/json';
import type { AuditEntry } from '../../versioning/records';
import type { FileSummary } from './importSummary';
import type { Vanished } from './vanished';

/** What the log says of a file that something is to be known of. */
export interface NotedFile {
  readonly path: string;
  readonly format: string;
  /** In words; the reason of a file of which nothing was taken. */
  readonly notes: readonly string[];
  readonly isRefused: boolean;
}

/** What the log says of an import. */
export interface ImportDetail {
  /** How many files of each format were read. */
  readonly formats: Readonly<Record<string, number>>;
  readonly notedFiles: readonly NotedFile[];
  /** Noted files beyond those. */
  readonly moreNoted: number;
  /** Records of each kind that it brought. */
  readonly counts: Readonly<Record<string, number>>;
  readonly vanished: Vanished;
  /** What it told that was there before (`toldBefore`). */
  readonly toldBefore: readonly string[];
}

/** More files, or notes of one, would make the log long. */
const mostNoted = 50;
const mostNotes = 20;

/** The files of an import as the log keeps them: how many of each format, and what is to be known of some. */
export function filesDetail(files: readonly FileSummary[]): JsonObject {
  const read = files.flatMap((file) => ('failure' in file ? [] : file));
  const badEventCount = read.reduce((sum, file) => sum + file.badEventCount, 0);
  const refusedCount = files.length - read.length;
  const counts = new Map<string, number>();
  for (const { format } of read) counts.set(format, (counts.get(format) ?? 0) + 1);
  const noted = files.map(notedFile).filter(({ notes }) => notes.length > 0);
  return {
    formats: Object.fromEntries(counts),
    ...(noted.length > 0 ? { notedFiles: noted.slice(0, mostNoted) as unknown as Json } : {}),
    ...(noted.length > mostNoted ? { moreNoted: noted.length - mostNoted } : {}),
    ...(badEventCount > 0 ? { badEventCount } : {}),
    ...(refusedCount > 0 ? { refusedCount } : {}),
  };
}

/** What vanished, as the log keeps it; nothing where nothing did. */
export function vanishedDetail(vanished: Vanished | undefined): JsonObject {
  return !vanished || vanished.linkCount === 0 ? {} : { vanished: vanished as unknown as Json };
}

function notedFile(file: FileSummary): NotedFile {
  const { path, format } = file;
  if ('failure' in file) {
    const { failure } = file;
    const place = 'place' in failure && failure.place !== '' ? `${failure.place}: ` : '';
    return { path, format, notes: [place + failure.message], isRefused: true };
  }
  const notes = file.warnings.map(({ message, place, count }) => {
    const where = place === '' ? '' : ` (${count > 1 ? `${count} times, first ` : ''}at ${place})`;
    return message + where;
  });
  const more = notes.length - mostNotes;
  const shown = more > 0 ? [...notes.slice(0, mostNotes), `${more} more warnings`] : notes;
  return { path, format, notes: shown, isRefused: false };
}

/** What an entry says of the import that it is of; those that older versions wrote say less. Null of any other entry. */
export function importDetailOf({ action, detail }: AuditEntry): ImportDetail | null {
  if (action !== 'importLineage') return null;
  const said = (isObject(detail) ? detail : {}) as Partial<ImportDetail>;
  return {
    formats: isObject(said.formats) ? said.formats : {},
    notedFiles: Array.isArray(said.notedFiles) ? (said.notedFiles as readonly NotedFile[]) : [],
    moreNoted: typeof said.moreNoted === 'number' ? said.moreNoted : 0,
    counts: isObject(said.counts) ? said.counts : {},
    vanished: isObject(said.vanished) ? said.vanished : { jobs: [], artifacts: [], linkCount: 0 },
    toldBefore: Array.isArray(said.toldBefore) ? (said.toldBefore as readonly string[]) : [],
  };
}

function isObject(value: unknown): value is object & JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
