import type { ArtifactId, AuditEntry } from '../../versioning/records';
import type { JobId } from '../../lineage/records';
import type { Timestamp } from '../../versioning/timestamp';
import { type AuditLog, undoStateOf } from './auditLog';
import { importDetailOf, type NotedFile } from '../lineage/importDetail';

/** What was dropped or named under one name and holds lineage, with all of its imports. */
export interface ImportSource {
  readonly name: string;
  /** When it was first and when it was last imported, of what is in view; of all where nothing is. */
  readonly firstAt: Timestamp;
  readonly lastAt: Timestamp;
  readonly importCount: number;
  /** The most files of each format that one of its imports read. */
  readonly formats: ReadonlyMap<string, number>;
  /** What its imports brought, by kind. */
  readonly counts: ReadonlyMap<string, number>;
  /** Files that something is to be known of, each as its latest import has it. */
  readonly notedFiles: readonly NotedFile[];
  /** Noted files that the log does not name. */
  readonly moreNoted: number;
  /** What its latest import did not tell of any more. */
  readonly vanished: {
    readonly jobs: readonly JobId[];
    readonly artifacts: readonly ArtifactId[];
    readonly linkCount: number;
  };
  readonly isTakenBack: boolean;
}

/** Every source of imported lineage that the log knows, the one that was imported last first. */
export function importSources(log: AuditLog): readonly ImportSource[] {
  const bySubject = new Map<string, AuditEntry[]>();
  for (const entry of log.entries) {
    if (entry.action !== 'importLineage') continue;
    const known = bySubject.get(entry.subject);
    if (known) known.push(entry);
    else bySubject.set(entry.subject, [entry]);
  }
  return [...bySubject]
    .map(([name, entries]) => sourceOf(log, name, entries))
    .sort((a, b) => (a.lastAt > b.lastAt ? -1 : Number(a.lastAt < b.lastAt)));
}

function sourceOf(log: AuditLog, name: string, entries: readonly AuditEntry[]): ImportSource {
  const inView = entries.filter((entry) => undoStateOf(log, entry) === 'possible');
  const told = inView.length > 0 ? inView : entries;
  const formats = new Map<string, number>();
  const counts = new Map<string, number>();
  const noted = new Map<string, NotedFile>();
  let moreNoted = 0;
  const details = told.flatMap((entry) => importDetailOf(entry) ?? []);
  for (const detail of details) {
    for (const [format, count] of Object.entries(detail.formats))
      formats.set(format, Math.max(formats.get(format) ?? 0, count));
    for (const [kind, count] of Object.entries(detail.counts))
      counts.set(kind, (counts.get(kind) ?? 0) + count);
    for (const file of detail.notedFiles) noted.set(file.path, file);
    moreNoted = Math.max(moreNoted, detail.moreNoted);
  }
  return {
    name,
    firstAt: told[0]!.recordedAt,
    lastAt: told.at(-1)!.recordedAt,
    importCount: told.length,
    formats,
    counts,
    notedFiles: [...noted.values()],
    moreNoted,
    vanished: details.at(-1)?.vanished ?? { jobs: [], artifacts: [], linkCount: 0 },
    isTakenBack: inView.length === 0,
  };
}
