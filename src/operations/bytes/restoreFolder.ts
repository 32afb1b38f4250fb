import { err, ok, type Result } from '../../lib/result';
import type { Cancellation } from '../../lib/ports';
import type { Digest } from '../../versioning/digest';
import type { ByteSink } from './restore';
import { pathsFault } from './writablePath';

/** A file that lies where one is to be written. */
export interface FileThere {
  readonly byteLength: number;
  /** Changes whenever somebody writes it. */
  readonly lastModifiedMs: number;
  digest(cancellation: Cancellation): Promise<Digest>;
}

/** A folder that a person chose to write into. Paths are relative, with `/`, and checked before. */
export interface TargetFolder {
  /** `blocked` where something that is no file lies there, or a file where a folder has to be. */
  look(path: string): Promise<FileThere | 'nothing' | 'blocked'>;
  /** A new file, of that length once it is whole. */
  begin(path: string, byteLength: number): Promise<ByteSink>;
}

/** A file of a folder that is to be restored. */
export interface FolderFile {
  readonly path: string;
  readonly digest: Digest;
  readonly byteLength: number;
}

/** What writing into a folder would do, found out before anything is written. */
export interface FolderPlan {
  readonly same: readonly FolderFile[];
  readonly added: readonly FolderFile[];
  /** Files that would be written over, as they were when they were looked at. */
  readonly over: readonly (FolderFile & {
    readonly lastModifiedMs: number;
    readonly foundByteLength: number;
  })[];
}

/** Why a file of a folder is not written. */
export type FolderFault =
  | { readonly kind: 'hostilePath'; readonly path: string; readonly reason: string }
  | { readonly kind: 'blocked'; readonly path: string }
  /** Somebody wrote it after it was looked at, and nobody was asked about that. */
  | { readonly kind: 'changedMeanwhile'; readonly path: string };

/** Compares what is to be written with what lies there. The digest is asked only of files of the same size. */
export async function planFolder(
  files: readonly FolderFile[],
  target: TargetFolder,
  cancellation: Cancellation,
  onFile: () => void = () => undefined,
): Promise<Result<FolderPlan, FolderFault>> {
  const same: FolderFile[] = [];
  const added: FolderFile[] = [];
  const over: FolderPlan['over'][number][] = [];
  const hostile = pathsFault(files.map(({ path }) => path));
  if (hostile) return err({ kind: 'hostilePath', ...hostile });
  for (const file of files) {
    cancellation.throwIfAborted();
    const there = await target.look(file.path);
    if (there === 'blocked') return err({ kind: 'blocked', path: file.path });
    if (there === 'nothing') added.push(file);
    else if (there.byteLength === file.byteLength && (await there.digest(cancellation)) === file.digest)
      same.push(file);
    else over.push({ ...file, lastModifiedMs: there.lastModifiedMs, foundByteLength: there.byteLength });
    onFile();
  }
  return ok({ same, added, over });
}

/** Whether a file still lies there as the plan found it; asked right before it is written. */
export async function isAsPlanned(
  file: FolderFile & Partial<Pick<FolderPlan['over'][number], 'lastModifiedMs' | 'foundByteLength'>>,
  target: TargetFolder,
): Promise<boolean> {
  const there = await target.look(file.path);
  if (there === 'blocked') return false;
  if (there === 'nothing') return file.lastModifiedMs === undefined;
  return there.lastModifiedMs === file.lastModifiedMs && there.byteLength === file.foundByteLength;
}
