import path from 'node:path';
import { listTree, readTreePath, type TreeEntry } from '../formats/git/readTreePath';
import { readGitObject } from '../formats/git/readGitObject';
import { resolveRevision } from '../formats/git/resolveRevision';
import { ingestFile, type Ingested } from '../formats/ingest';
import { UnreadableBytes } from '../formats/pieces';
import { readPointer } from '../formats/pointer';
import type { ByteSource } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import { pointerTargets } from '../operations/taking/pointerTargets';
import type { ReadFailure } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import { isLeftOut } from '../versioning/tree';
import { findRepository, type RepositoryHere } from './nodeGit';
import { nodeIngestPorts, nodeText, openRepeatedly } from './nodePorts';
import { pointedBytes } from './pointedBytes';
import { kindOfPath } from './readFolder';
import { walkFolder } from './walkFolder';

/** Bytes to be compared, wherever they lie. */
export interface DiffFile {
  /** What they are called: formats are told by it, too. */
  readonly name: string;
  open<T>(work: (source: ByteSource) => Promise<T>): Promise<T>;
}

/** One side of a comparison: a file, or the files of a folder by their paths. */
export type DiffInput =
  | { readonly kind: 'file'; readonly file: DiffFile }
  | { readonly kind: 'folder'; readonly files: ReadonlyMap<string, DiffFile> };

type Found = Result<DiffInput, ReadFailure>;

/** A larger blob of a repository is not read: it is held whole. */
const largestBlob = 1024 * 1024 * 1024;

/** Finds what an argument names: a file, a folder, or `git:REV:PATH`. */
export async function findDiffInput(given: string): Promise<Found> {
  if (given.startsWith('git:')) return atRevision(given);
  const kind = await kindOfPath(given);
  if (!kind.ok) return kind;
  if (kind.value === 'file') return ok({ kind: 'file', file: fileAt(given, given) });
  const walked = await walkFolder(given);
  if (!walked.ok) return refused(walked.error);
  const names = walked.value.files.filter((name) => !isLeftOut(name));
  return ok({
    kind: 'folder',
    files: new Map(names.map((name) => [name, fileAt(path.join(given, name), name)])),
  });
}

/** Its digests, format and table, as of a file on disk. */
export async function readDiffFile(
  file: DiffFile,
  options: ReadOptions,
): Promise<Result<Ingested, ReadFailure>> {
  try {
    const read = await file.open((source) =>
      ingestFile(
        source,
        { path: file.name, options, prefix: null },
        nodeIngestPorts,
        new AbortController().signal,
      ),
    );
    return read.ok ? read : err({ kind: 'unreadable', message: read.error.message });
  } catch (error) {
    if (error instanceof UnreadableBytes || error instanceof MissingObject)
      return err({ kind: 'unreadable', message: error.message });
    throw error;
  }
}

function fileAt(at: string, name: string): DiffFile {
  return { name, open: openRepeatedly(at) };
}

function refused(message: string): Result<never, ReadFailure> {
  return err({ kind: 'unreadable', message });
}

/** `git:REV:PATH`, the path from the root of the repository that one is in; `./PATH` from where one is. */
async function atRevision(given: string): Promise<Found> {
  const parts = /^git:([^:]+):(.*)$/s.exec(given);
  if (!parts) return refused('a file of a repository is named as git:REV:PATH');
  const [, revision = '', named = ''] = parts;
  const repository = await findRepository(path.isAbsolute(named) ? path.dirname(named) : '.');
  if (!repository) return refused('this is no repository of Git');
  const isFromHere = path.isAbsolute(named) || /^\.\.?(?:\/|$)/.test(named);
  const inside = isFromHere
    ? path.relative(repository.workTree, path.resolve(named)).replaceAll(path.sep, '/')
    : named;
  if (inside === '..' || inside.startsWith('../')) return refused('the path leads out of the repository');
  const commit = await resolveRevision(revision, repository);
  if (!commit.ok) return refused(`the revision ${revision} ${commit.error}`);
  return entryAt(commit.value, inside.replace(/\/+$/, ''), repository);
}

async function entryAt(commit: string, name: string, repository: RepositoryHere): Promise<Found> {
  const find = (at: string): Promise<TreeEntry | null> =>
    readTreePath(commit, at, repository.common, repository.ports, nodeText);
  const entry = await find(name);
  if (entry?.mode === '40000') return folderOf(entry, repository);
  if (entry) return blobOrPointed(name, entry, repository);
  const pointer = await find(`${name}.dvc`);
  return pointer
    ? blobOrPointed(`${name}.dvc`, pointer, repository)
    : refused(`there is no ${name} in the commit ${commit.slice(0, 12)}`);
}

async function folderOf(entry: TreeEntry, repository: RepositoryHere): Promise<Found> {
  const listed = await listTree(entry.id, repository.common, repository.ports, nodeText);
  if (!listed) return refused('the folder cannot be listed: a part of it is not in the repository');
  const files = listed.filter(({ mode }) => mode.startsWith('100'));
  return ok({
    kind: 'folder',
    files: new Map(files.map((file) => [file.path, blobOf(file.path, file.id, repository)])),
  });
}

function blobOf(name: string, id: string, repository: RepositoryHere): DiffFile {
  return {
    name,
    async open(work) {
      const object = await readGitObject(id, repository.common, largestBlob, repository.ports);
      if (object?.type !== 'blob') throw new MissingObject(name, id);
      return work(memorySource(object.content));
    },
  };
}

/** A blob that a commit names, and that cannot be read. */
export class MissingObject extends Error {
  constructor(name: string, id: string) {
    super(`${name}: its object ${id.slice(0, 12)} is not in the repository, damaged, or too large`);
  }
}

function memorySource(bytes: Uint8Array): ByteSource {
  const owned = Uint8Array.from(bytes);
  return {
    byteLength: owned.length,
    read: (start, end) => Promise.resolve(owned.slice(start, end)),
  };
}

/** A pointer stands for its bytes where they are at hand. */
async function blobOrPointed(name: string, { id }: TreeEntry, repository: RepositoryHere): Promise<Found> {
  const object = await readGitObject(id, repository.common, largestBlob, repository.ports);
  if (object?.type !== 'blob') return refused(new MissingObject(name, id).message);
  const { content } = object;
  const isLfs =
    content.length < 1024 && nodeText.decode(content, 'utf-8')?.startsWith('version https://') === true;
  const format = name.endsWith('.dvc') ? 'dvc' : isLfs ? 'git-lfs-pointer' : null;
  const read = format === null ? ok(null) : await readPointer(format, content, nodeText);
  if (!read.ok || read.value === null)
    return ok({ kind: 'file', file: { name, open: (work) => work(memorySource(content)) } });
  const [target, ...more] = pointerTargets(name, read.value);
  if (!target || more.length > 0) return refused(`${name} stands for several files: name one of them`);
  const pointed = await pointedBytes(target, repository);
  if (!pointed.ok) return refused(pointed.error);
  const only = pointed.value.get('');
  if (only !== undefined) return ok({ kind: 'file', file: fileAt(only, target.path) });
  return ok({
    kind: 'folder',
    files: new Map([...pointed.value].map(([inside, at]) => [inside, fileAt(at, inside)])),
  });
}
