import { writeDvcFile } from '../../formats/dvc/writeDvcFile';
import { writeGitLfsPointer } from '../../formats/gitlfs/writeGitLfsPointer';
import type { PointerKind, Snapshot } from '../../versioning/records';
import type { PointerTarget } from './pointerTargets';

/** What tools with pointers are called. */
export const pointerNames: Readonly<Record<PointerKind, string>> = { dvc: 'DVC', 'git-lfs': 'git-lfs' };

/** A pointer as a file: its name, and its text as the tool itself writes it. */
export interface PointerFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The pointer to a version's bytes. `name` is the artifact's: its last part counts. `fileCount` is that of a folder's
 * manifest, `isExecutable` what DVC says of a file. Null where the tool needs a digest that is not known, or has no pointers to folders.
 */
export function pointerFileOf(
  kind: PointerKind,
  name: string,
  { content, digest, md5, byteLength, source, dvcListing }: Pick<Snapshot, PointedFields>,
  fileCount: number | null,
  isExecutable = source.kind === 'pointer' && source.isExecutable === true,
): PointerFile | null {
  const path = name.slice(name.lastIndexOf('/') + 1);
  if (path === '' || byteLength === null) return null;
  if (kind === 'git-lfs') {
    if (content !== 'file' || digest === null) return null;
    return { name: path, text: writeGitLfsPointer({ oid: digest, size: byteLength, others: [] }) };
  }
  if (md5 === null || content === 'unknown') return null;
  const listed = dvcListing?.fileCount ?? (source.kind === 'pointer' ? source.fileCount : null);
  const files = listed ?? fileCount;
  if (content === 'directory' && files === null) return null;
  const size = dvcListing?.byteLength ?? byteLength;
  const out = {
    path,
    md5,
    byteLength: size,
    fileCount: content === 'directory' ? files : null,
    isExecutable,
  };
  return { name: `${path}.dvc`, text: writeDvcFile(out) };
}

type PointedFields = 'content' | 'digest' | 'md5' | 'byteLength' | 'source' | 'dvcListing';

type PointerSource = Extract<Snapshot['source'], { kind: 'pointer' }>;

/** Where a pointer's version came from, in words: `data/data.xml.dvc, a DVC pointer; imported from …`. */
export function pointerWords(
  source: Pick<PointerSource, 'pointer' | 'path' | 'origin' | NotedFields>,
): string {
  const { pointer, path, origin } = source;
  const imported = origin === null ? [] : [`imported there from ${origin}`];
  return [`${path}, a ${pointerNames[pointer]} pointer`, ...imported, ...pointerNotes(source)].join('; ');
}

type NotedFields = 'isExecutable' | 'isCanonical';

/** What else a pointer says, or is, in words: nothing of most. */
export function pointerNotes({
  pointer,
  isExecutable,
  isCanonical,
}: Pick<PointerSource, 'pointer' | NotedFields>): readonly string[] {
  return [
    ...(isExecutable ? ['the file is executable'] : []),
    ...(isCanonical === false ? [`its text is not in the form that ${pointerNames[pointer]} writes`] : []),
  ];
}

/** What a pointer stands for, in words: `data/data.xml, a file of 14,445,097 bytes, md5 22a1…`, with its notes. */
export function targetWords(target: PointerTarget): string {
  const { path, content, digest, md5, byteLength, fileCount, etag } = target;
  const amount = (value: number): string => value.toLocaleString('en-US');
  const size = byteLength === null ? '' : ` of ${amount(byteLength)} ${byteLength === 1 ? 'byte' : 'bytes'}`;
  const files = fileCount === null ? '' : ` in ${amount(fileCount)} ${fileCount === 1 ? 'file' : 'files'}`;
  const kind = content === 'directory' ? 'a folder' : 'a file';
  const identity = identityWords(digest, md5, etag);
  return [`${path}, ${kind}${size}${files}, ${identity}`, ...pointerNotes(target)].join('; ');
}

function identityWords(digest: string | null, md5: string | null, etag: string | null): string {
  if (digest !== null) return `sha256 ${digest}`;
  if (md5 !== null) return `md5 ${md5}`;
  return etag === null ? 'no digest' : `no digest, but the etag ${etag}`;
}

/** `only a pointer: DVC, md5 22a1…`, with all that it says of the bytes. */
export function onlyPointerWords({
  digest,
  md5,
  source,
}: Pick<Snapshot, 'digest' | 'md5' | 'source'>): string {
  if (source.kind !== 'pointer') return '';
  return `only a pointer: ${pointerNames[source.pointer]}, ${identityWords(digest, md5, source.etag)}`;
}
