import type { TextCodec } from '../../lib/ports';
import type { Digest } from '../../versioning/digest';
import type { CodeVersion } from '../../versioning/records';
import { writeGitLfsPointer } from '../gitlfs/writeGitLfsPointer';
import { asciiOf, objectId, type GitPorts } from './gitFolder';
import type { IndexEntry } from './readIndex';

/** A file of the work tree as it was dropped; its path is relative to the repository. */
export interface WorkFile {
  readonly path: string;
  readonly byteLength: number;
  readonly lastModifiedMs: number;
  /** SHA-256 of its bytes, by which a file of git-lfs is recognised without reading it; null where it was not digested. */
  readonly digest: Digest | null;
  read(): Promise<Uint8Array>;
}

/** How a work tree differs from the index. */
export type WorkTreeChanges = Omit<NonNullable<CodeVersion['changes']>, 'isStaged'>;

/** A work tree and its index, to be told apart without Git. */
export interface WorkTreeRequest {
  readonly entries: readonly IndexEntry[];
  readonly files: readonly WorkFile[];
  readonly algorithm: 'SHA-1' | 'SHA-256';
  /** When the index was written; a file that is as new may have been changed unseen. */
  readonly indexModifiedMs: number;
  /** Whether attributes of the repository convert files in ways that only its own programs know. */
  readonly hasFilters: boolean;
  /** Of a file that the index does not name. */
  readonly isIgnored: (name: string) => boolean;
}

/** Read whole to be digested: what is larger goes by its size and time, as Git itself does it. */
const largestRead = 16 * 1024 * 1024;

type Verdict = 'same' | 'modified' | 'unknown';

/**
 * Compares dropped files with what the index says of them: by blob id, by the pointer of a git-lfs file, line ends put
 * aside, and for what is large by size and time. That a file may be executed, and where a symbolic link leads, no browser
 * shows.
 */
export async function compareWorkTree(
  request: WorkTreeRequest,
  ports: GitPorts,
  text: TextCodec,
): Promise<WorkTreeChanges> {
  const changes = { modified: 0, deleted: 0, unmerged: 0, untracked: 0, ignored: 0, unknown: 0 };
  const byName = new Map(request.files.map((file) => [asciiOf(text.encode(file.path)), file]));
  const tracked = new Set<string>();
  const conflicts = new Set<string>();
  for (const entry of request.entries) {
    const isSeen = tracked.has(entry.name);
    tracked.add(entry.name);
    if (entry.stage > 0) conflicts.add(entry.name);
    if (isSeen || entry.stage > 0 || !isRegular(entry)) {
      // A link that is not there is seen by nobody; a submodule is a repository of its own.
      if (!isSeen && entry.mode === symbolicLink) changes.unknown += 1;
      continue;
    }
    const file = byName.get(entry.name);
    if (entry.isOnlyIntended) changes.modified += 1;
    else if (!file) changes.deleted += entry.isSkipped || entry.isAssumedSame ? 0 : 1;
    else if (!entry.isAssumedSame) {
      const verdict = await compareFile(entry, file, request, ports, text);
      if (verdict === 'modified') changes.modified += 1;
      else if (verdict === 'unknown') changes.unknown += 1;
    }
  }
  changes.unmerged = conflicts.size;
  for (const name of byName.keys()) {
    if (tracked.has(name)) continue;
    if (request.isIgnored(name)) changes.ignored += 1;
    else changes.untracked += 1;
  }
  return changes;
}

const symbolicLink = 0o120000;

function isRegular({ mode }: IndexEntry): boolean {
  return (mode & 0o170000) === 0o100000;
}

async function compareFile(
  entry: IndexEntry,
  file: WorkFile,
  request: WorkTreeRequest,
  ports: GitPorts,
  text: TextCodec,
): Promise<Verdict> {
  const { algorithm } = request;
  if (await isBehindPointer(entry, file, algorithm, ports, text)) return 'same';
  if (file.byteLength > largestRead) {
    if (isUntouched(entry, file, request.indexModifiedMs)) return 'same';
    return file.byteLength % 2 ** 32 === entry.byteLength || request.hasFilters ? 'unknown' : 'modified';
  }
  const bytes = await file.read();
  if ((await objectId('blob', bytes, algorithm, ports)) === entry.id) return 'same';
  const unix = withUnixLines(bytes);
  if (unix && (await objectId('blob', unix, algorithm, ports)) === entry.id) return 'same';
  if (!request.hasFilters && file.digest !== null) return 'modified';
  return isUntouched(entry, file, request.indexModifiedMs) ? 'same' : 'unknown';
}

/** Whether the index has the pointer of git-lfs to the file. */
async function isBehindPointer(
  entry: IndexEntry,
  { digest, byteLength }: WorkFile,
  algorithm: WorkTreeRequest['algorithm'],
  ports: GitPorts,
  text: TextCodec,
): Promise<boolean> {
  if (digest === null || byteLength === 0) return false;
  const pointer = writeGitLfsPointer({ oid: digest, size: byteLength, others: [] });
  return (await objectId('blob', text.encode(pointer), algorithm, ports)) === entry.id;
}

/** Whether size and time are those of when Git saw the file last, and that was before the index was written. */
function isUntouched(entry: IndexEntry, file: WorkFile, indexModifiedMs: number): boolean {
  const modifiedMs = entry.modifiedSeconds * 1000 + Math.floor(entry.modifiedNanoseconds / 1e6);
  return (
    file.byteLength % 2 ** 32 === entry.byteLength &&
    file.lastModifiedMs === modifiedMs &&
    modifiedMs < indexModifiedMs
  );
}

/** As `core.autocrlf` and `text` attributes store it, which a person may have set for all repositories. Null for what has no such lines, or is no text. */
function withUnixLines(bytes: Uint8Array): Uint8Array | null {
  if (bytes.subarray(0, 8000).includes(0)) return null;
  const kept = bytes.filter((byte, at) => byte !== 13 || bytes[at + 1] !== 10);
  return kept.length === bytes.length ? null : kept;
}
