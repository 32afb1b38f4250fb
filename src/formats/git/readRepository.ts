import type { TextCodec } from '../../lib/ports';
import type { CodeVersion } from '../../versioning/records';
import { compareWorkTree, type WorkFile } from './compareWorkTree';
import { asciiOf, readAscii, type GitFolder, type GitPorts } from './gitFolder';
import { ignoreRules, type IgnoreFiles } from './ignoreRules';
import { readCommitTree } from './readCommitTree';
import { readConfig } from './readConfig';
import { readHead } from './readHead';
import { readIndex, type IndexFault } from './readIndex';
import { treeOfIndex } from './treeOfIndex';

/** What a repository says of the code that lies in its work tree. */
export type RepositoryState = Omit<CodeVersion, 'path'>;

/** A Git repository in a dropped folder, with the files of its work tree. */
export interface RepositoryRequest {
  /** The work tree's own folder, with `HEAD` and `index`. */
  readonly git: GitFolder;
  /** What its work trees share; the same folder where there is but one. */
  readonly common: GitFolder;
  readonly files: readonly WorkFile[];
  readonly indexModifiedMs: number;
}

/** Null where there is no repository that could be read. */
export async function readRepository(
  { git, common, files, indexModifiedMs }: RepositoryRequest,
  ports: GitPorts,
  text: TextCodec,
): Promise<RepositoryState | null> {
  const head = await readHead(git, common);
  if (!head) return null;
  const { commit, note } = head;
  const branch = head.branch && (text.decode(Uint8Array.from(head.branch, codeOf), 'utf-8') ?? head.branch);
  const notes = note === null ? [] : [note];
  const unknown = (why: string): RepositoryState => ({
    commit,
    branch,
    workTree: 'unknown',
    changes: null,
    notes: [...notes, why],
  });
  const { algorithm, ignoresCase } = await readConfig(common);
  const bytes = await git.read('index');
  if (!bytes) return unknown('there is no index to compare with');
  const index = readIndex(bytes, algorithm === 'SHA-1' ? 20 : 32);
  if (!index.ok) return unknown(indexFaults[index.error]);
  const hasFilters = await convertsFiles(common, files);
  const changes = await compareWorkTree(
    {
      entries: index.value,
      files,
      algorithm,
      indexModifiedMs,
      hasFilters,
      isIgnored: ignoreRules({ ...(await readIgnoreFiles(common, files, text)), ignoresCase }),
    },
    ports,
    text,
  );
  const isStaged = await isOtherTree();
  async function isOtherTree(): Promise<boolean | null> {
    if (!index.ok) return null;
    if (commit === null) return note === 'no commit yet' ? index.value.length > 0 : null;
    const committed = await readCommitTree(commit, common, ports);
    if (committed === null) return null;
    const kept = index.value.filter(({ stage }) => stage === 0);
    return committed !== (await treeOfIndex(kept, algorithm, ports));
  }
  if (isStaged === null && commit !== null) notes.push('the commit itself is not in the folder');
  if (changes.unknown > 0) notes.push(unknownWords(changes.unknown));
  const isChanged = changes.modified + changes.deleted + changes.unmerged > 0 || isStaged === true;
  const isUnknown = isStaged === null || changes.unknown > 0;
  const workTree = isChanged ? 'changed' : isUnknown ? 'unknown' : 'clean';
  return { commit, branch, workTree, changes: { ...changes, isStaged }, notes };
}

/** Of a `.gitattributes` or `.gitignore`; what is larger was not written by people. */
const largestRules = 1_000_000;

const codeOf = (character: string): number => character.charCodeAt(0);

const indexFaults: Readonly<Record<IndexFault, string>> = {
  malformed: 'the index is damaged',
  unknownVersion: 'the index is of a version that is not known',
  split: 'the index is split in two, which is not read',
};

function unknownWords(count: number): string {
  return count === 1
    ? '1 file is a symbolic link or is converted by a filter'
    : `${count.toLocaleString('en-US')} files are symbolic links or are converted by a filter`;
}

async function readIgnoreFiles(
  common: GitFolder,
  files: readonly WorkFile[],
  text: TextCodec,
): Promise<Pick<IgnoreFiles, 'exclude' | 'files'>> {
  const found: IgnoreFiles['files'][number][] = [];
  for (const file of files) {
    const folder = /^(.*\/)?\.gitignore$/.exec(file.path);
    if (!folder || file.byteLength > largestRules) continue;
    found.push({ folder: asciiOf(text.encode(folder[1] ?? '')), text: asciiOf(await file.read()) });
  }
  return { exclude: (await readAscii(common, 'info/exclude')) ?? '', files: found };
}

/** Whether attributes name a filter other than git-lfs, or another way to convert that is not followed here. */
async function convertsFiles(common: GitFolder, files: readonly WorkFile[]): Promise<boolean> {
  const texts = [(await readAscii(common, 'info/attributes')) ?? ''];
  for (const file of files) {
    if (!/(^|\/)\.gitattributes$/.test(file.path) || file.byteLength > largestRules) continue;
    texts.push(String.fromCharCode(...(await file.read()).subarray(0, 50_000)));
  }
  return texts.some((each) => /^[^#\n]*\s(filter=(?!lfs\s|lfs$)|ident\b|working-tree-encoding=)/m.test(each));
}
