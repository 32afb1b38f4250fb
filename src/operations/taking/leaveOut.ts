import type { Result } from '../../lib/result';
import { unsearchedFolderOf } from '../../formats/searchedFolders';
import type { LeftOut } from '../../versioning/records';
import { isLeftOut } from '../../versioning/tree';
import { readLive } from '../core/liveTransaction';
import { findNamed, versionsOf } from '../core/names';
import type { OperationPorts } from '../core/ports';
import type { StoreFailure } from '../core/store';
import { fileNamespace } from './snapshotUnit';

/** The patterns by which the latest version of a dropped folder leaves files out; none for a new one. */
export function patternsBefore(
  ports: OperationPorts,
  folder: string,
): Promise<Result<readonly string[], StoreFailure>> {
  return readLive(ports.store, async (live) => {
    const artifact = await findNamed(live, fileNamespace, folder);
    const latest = artifact && (await versionsOf(live, artifact)).latest;
    if (!latest || latest.digest === null) return [];
    return (await live.get('manifests', latest.digest))?.leftOut?.patterns ?? [];
  });
}

/** The patterns of a text, one a line, without blank lines and comments. */
export function patternsOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** How many names are said. */
const mostNamed = 3;

/** `left out: node_modules/, b.tmp and 3 more`. */
export function leftOutWords(leftOut: LeftOut): string {
  const { patterns, names } = leftOut;
  if (names.length === 0) return `nothing to leave out by ${patterns.join(', ')}`;
  return `left out: ${leftOutNames(leftOut)}`;
}

/** The first names that were left out, and how many more there are: `node_modules/, b.tmp and 3 more`. */
export function leftOutNames({ names }: LeftOut): string {
  if (names.length === 0) return 'nothing';
  const more = names.length - mostNamed;
  const said = names.slice(0, mostNamed).join(', ');
  return `${said}${more > 0 ? ` and ${more.toLocaleString('en-US')} more` : ''}`;
}

/** A folder inside a dropped one, and what lies in it at any depth. */
export interface HeavyFolder {
  /** With `/` at the end. */
  readonly name: string;
  readonly fileCount: number;
  readonly byteLength: number;
}

/** How many folders are offered to be left out. */
const mostOffered = 5;

/** The folders that a person would leave out first: installed packages and caches, then the largest at the top. */
export function heavyFolders(
  files: readonly { readonly path: string; readonly byteLength: number }[],
): readonly HeavyFolder[] {
  const [usual, top] = [new Map<string, HeavyFolder>(), new Map<string, HeavyFolder>()];
  const count = (folders: Map<string, HeavyFolder>, name: string, byteLength: number): void => {
    const known = folders.get(name) ?? { name, fileCount: 0, byteLength: 0 };
    folders.set(name, {
      name,
      fileCount: known.fileCount + 1,
      byteLength: known.byteLength + byteLength,
    });
  };
  for (const { path, byteLength } of files) {
    if (isLeftOut(path)) continue;
    const unsearched = unsearchedFolderOf(path);
    const slash = path.indexOf('/');
    if (unsearched !== null) count(usual, `${unsearched}/`, byteLength);
    else if (slash !== -1) count(top, path.slice(0, slash + 1), byteLength);
  }
  const bySize = (a: HeavyFolder, b: HeavyFolder): number => b.byteLength - a.byteLength;
  return [...[...usual.values()].sort(bySize), ...[...top.values()].sort(bySize)].slice(0, mostOffered);
}
