import { constants } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../lib/result';
import { pointerFileOf, type PointerFile } from '../operations/taking/pointerText';
import { defaultReadOptions } from '../table/schema';
import type { ReadFailure } from '../table/reading';
import type { PointerKind, Snapshot } from '../versioning/records';
import { listForDvc } from './dvcListing';
import { followFlag } from './followFlag';
import { jsonFlag, UsageError, type Command, type ExitStatus } from './command';
import { readFile, refuseFile } from './readFile';
import { printable } from './output';
import { kindOfPath, readFolder } from './readFolder';
import { linkWords, type UnfollowedLinks } from './walkFolder';

interface Written extends PointerFile {
  readonly snapshot: Pick<Snapshot, 'content' | 'digest' | 'md5' | 'byteLength'>;
  readonly fileCount: number | null;
  readonly isExecutable: boolean;
  /** Links in a folder that were not followed. */
  readonly links?: UnfollowedLinks;
}

/** `pointer`: writes what DVC or git-lfs keep in place of a file. */
export const pointerCommand: Command = {
  details: [
    '--lfs prints what `git lfs pointer --file=FILE` prints; an empty file is its own pointer, and nothing is printed. --dvc prints the .dvc file that `dvc add FILE` of DVC 3 writes. FILE may be a folder for --dvc: as DVC does, it leaves out what `.dvcignore` names, `.git/`, `.hg/`, `.dvc/` and DVC repositories inside, and follows no links to folders. A folder that DVC refuses to add is refused, too.',
    '--json prints {path, pointer, name, text, sha256, md5, byteLength, fileCount}: `text` is the pointer, `name` the file that it belongs in. A FILE that cannot be read gives {path, failure: {kind, message, …}}, and the exit status is 2.',
  ],
  flags: [
    { name: 'dvc', value: null, help: 'write a .dvc file' },
    { name: 'lfs', value: null, help: 'write a git-lfs pointer' },
    followFlag,
    jsonFlag,
  ],
  argumentCount: { min: 1, max: 1 },
  async run({ arguments: [given = ''], flags, output }): Promise<ExitStatus> {
    if (flags.has('dvc') === flags.has('lfs')) throw new UsageError('pointer takes one of --dvc and --lfs');
    const kind = flags.has('dvc') ? 'dvc' : 'git-lfs';
    const written = await writePointer(given, kind, flags.all('follow'));
    if (!written.ok) return refuseFile(given, written.error, flags, output);
    for (const words of linkWords(written.value.links)) output.message(printable(`${given}: ${words}`));
    const { name, text, snapshot, fileCount } = written.value;
    const { digest, md5, byteLength } = snapshot;
    if (flags.has('json'))
      output.json({ path: given, pointer: kind, name, text, sha256: digest, md5, byteLength, fileCount });
    // A pointer ends in a line feed, as a line does; that of an empty file is no line at all.
    else if (text !== '') output.line(text.replace(/\n$/, ''));
    return 0;
  },
};

async function writePointer(
  given: string,
  kind: PointerKind,
  followed: readonly string[],
): Promise<Result<Written, ReadFailure>> {
  const found = await kindOfPath(given);
  if (!found.ok) return found;
  const read = found.value === 'directory' ? await folderOf(given, kind, followed) : await fileOf(given);
  if (!read.ok) return read;
  const { snapshot, fileCount, isExecutable } = read.value;
  const source = { kind: 'manual' } as const;
  const file = pointerFileOf(
    kind,
    path.basename(path.resolve(given)),
    { ...snapshot, source },
    fileCount,
    isExecutable,
  );
  if (!file) return err({ kind: 'unsupported', message: 'there is no such pointer to it' });
  return ok({ ...file, ...read.value });
}

type Read = Result<Omit<Written, keyof PointerFile>, ReadFailure>;

async function fileOf(given: string): Promise<Read> {
  const read = await readFile(given, defaultReadOptions, { digestOnly: true });
  if (!read.ok) return read;
  const { digest, md5, byteLength } = read.value;
  const isExecutable = ((await stat(given)).mode & constants.S_IXUSR) !== 0;
  return ok({ snapshot: { content: 'file', digest, md5, byteLength }, fileCount: null, isExecutable });
}

async function folderOf(given: string, kind: PointerKind, followed: readonly string[]): Promise<Read> {
  if (kind === 'git-lfs')
    return err({ kind: 'unsupported', message: 'git-lfs has no pointers to folders; --dvc does' });
  const read = await readFolder(given, followed);
  if (!read.ok) return read;
  const { md5, byteLength, fileCount, refusal } = await listForDvc(given, read.value);
  if (refusal !== null) return err({ kind: 'unsupported', message: refusal });
  const { digest } = read.value.manifest;
  const snapshot = { content: 'directory', digest, md5, byteLength } as const;
  return ok({ snapshot, fileCount, isExecutable: false, links: read.value.links });
}
