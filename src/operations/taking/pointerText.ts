import { writeDvcFile } from '../../formats/dvc/writeDvcFile';
import { writeGitLfsPointer } from '../../formats/gitlfs/writeGitLfsPointer';
import type { PointerKind, Snapshot } from '../../versioning/records';

/** What tools with pointers are called. */
export const pointerNames: Readonly<Record<PointerKind, string>> = { dvc: 'DVC', 'git-lfs': 'git-lfs' };

/** A pointer as a file: its name, and its text as the tool itself writes it. */
export interface PointerFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The pointer to a version's bytes. `name` is the artifact's: its last part counts. `fileCount` is that of a folder's
 * manifest. Null where the tool needs a digest that is not known, or has no pointers to folders.
 */
export function pointerFileOf(
  kind: PointerKind,
  name: string,
  { content, digest, md5, byteLength, source }: Pick<Snapshot, PointedFields>,
  fileCount: number | null,
): PointerFile | null {
  const path = name.slice(name.lastIndexOf('/') + 1);
  if (path === '' || byteLength === null) return null;
  if (kind === 'git-lfs') {
    if (content !== 'file' || digest === null) return null;
    return { name: path, text: writeGitLfsPointer({ oid: digest, size: byteLength, others: [] }) };
  }
  if (md5 === null || content === 'unknown') return null;
  const files = fileCount ?? (source.kind === 'pointer' ? source.fileCount : null);
  if (content === 'directory' && files === null) return null;
  const out = { path, md5, byteLength, fileCount: content === 'directory' ? files : null };
  return { name: `${path}.dvc`, text: writeDvcFile(out) };
}

type PointedFields = 'content' | 'digest' | 'md5' | 'byteLength' | 'source';

/** Where a pointer's version came from, in words: `data/data.xml.dvc, a DVC pointer; imported from …`. */
export function pointerWords({
  pointer,
  path,
  origin,
}: Extract<Snapshot['source'], { kind: 'pointer' }>): string {
  const said = `${path}, a ${pointerNames[pointer]} pointer`;
  return origin === null ? said : `${said}; imported there from ${origin}`;
}

/** `only a pointer: DVC, md5 22a1…`, with all that it says of the bytes. */
export function onlyPointerWords({
  digest,
  md5,
  source,
}: Pick<Snapshot, 'digest' | 'md5' | 'source'>): string {
  if (source.kind !== 'pointer') return '';
  const says =
    digest !== null
      ? `sha256 ${digest}`
      : md5 !== null
        ? `md5 ${md5}`
        : source.etag !== null
          ? `no digest, but the etag ${source.etag}`
          : 'no digest';
  return `only a pointer: ${pointerNames[source.pointer]}, ${says}`;
}
