import type { DvcDependency, DvcFile } from '../../formats/dvc/dvcFile';
import type { Pointer } from '../../formats/pointer';
import type { Digest, Md5 } from '../../versioning/digest';
import type { PointerKind } from '../../versioning/records';

/** One file or folder that a pointer stands for, and what is known of its bytes. */
export interface PointerTarget {
  readonly pointer: PointerKind;
  /** The name of the artifact; an address where the pointer says one. */
  readonly path: string;
  readonly content: 'file' | 'directory';
  readonly digest: Digest | null;
  readonly md5: Md5 | null;
  readonly byteLength: number | null;
  readonly fileCount: number | null;
  readonly etag: string | null;
  readonly origin: string | null;
  /** Whether DVC makes the file executable; absent where it does not. */
  readonly isExecutable?: true;
  /** Whether the pointer's text is what the tool itself writes; absent where it is. */
  readonly isCanonical?: false;
}

/** What the pointer at `path` stands for. A git-lfs pointer lies in its file's own place; a `.dvc` file beside it. */
export function pointerTargets(path: string, pointer: Pointer): readonly PointerTarget[] {
  if (pointer.kind === 'git-lfs') {
    const { oid, size, isCanonical } = pointer.pointer;
    const rest = {
      md5: null,
      fileCount: null,
      etag: null,
      origin: null,
      ...(!isCanonical && { isCanonical }),
    };
    return [{ pointer: 'git-lfs', path, content: 'file', digest: oid, byteLength: size, ...rest }];
  }
  const { outs, workingFolder } = pointer.file;
  const folder = joined(folderOf(path), workingFolder ?? '.');
  const origin = originOf(pointer.file);
  return outs.map(({ path: outPath, md5, byteLength, fileCount, files, etag, isExecutable }) => ({
    pointer: 'dvc',
    path: joined(folder, outPath),
    content: md5?.endsWith('.dir') === true || fileCount !== null || files !== null ? 'directory' : 'file',
    digest: null,
    md5,
    byteLength,
    fileCount,
    etag,
    origin,
    ...(isExecutable && { isExecutable }),
  }));
}

/** Where an import came from: a repository with its commit, a database, or an address. Null for what was added or made here. */
function originOf({ deps, command }: DvcFile): string | null {
  const [only, ...more] = deps;
  if (command !== null || !only || more.length > 0) return null;
  return describeDependency(only);
}

function describeDependency({ path, repository, database }: DvcDependency): string {
  if (database) {
    const of = database.connection === null ? 'a database' : `the database ${database.connection}`;
    return database.table === null ? `a query of ${of}` : `the table ${database.table} of ${of}`;
  }
  if (!repository) return path;
  const at = repository.lockedRevision ?? repository.revision;
  const revision = at === null ? '' : ` at ${at}`;
  return path === '' ? `${repository.url}${revision}` : `${path} of ${repository.url}${revision}`;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** One path behind another, `.` and `..` resolved as far as they can be; an address or absolute path stays as it is. */
function joined(folder: string, path: string): string {
  if (/^([a-z][a-z0-9+.-]*:\/\/|\/)/i.test(path)) return path;
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  const whole = parts.join('/');
  return folder.startsWith('/') ? `/${whole}` : whole;
}
