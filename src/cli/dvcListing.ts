import { stat } from 'node:fs/promises';
import path from 'node:path';
import { dvcIgnoreLimit, dvcIgnoreName, dvcIgnoreOf, isDvcIgnoreFile } from '../formats/dvc/dvcIgnore';
import type { IgnoreFile } from '../formats/ignoreFiles';
import { dvcListingOf, type DvcListing } from '../operations/taking/dvcListing';
import { nodeHashers, nodeText } from './nodePorts';
import type { ReadFolder } from './readFolder';
import { readText } from './readText';

/** A folder as `dvc add` lists it, which follows no links to folders. */
export interface AddedListing extends DvcListing {
  /** Why `dvc add` refuses the folder; null where it adds it. */
  readonly refusal: string | null;
}

/** The listing of a folder that was read. `.dvcignore` files count from its DVC repository inwards; without one, from any folder above. */
export async function listForDvc(folder: string, { manifest, linked }: ReadFolder): Promise<AddedListing> {
  const { root, above } = await surroundings(path.resolve(folder));
  const relative = path.relative(root, path.resolve(folder)).replaceAll(path.sep, '/');
  const prefix = relative === '' ? '' : `${relative}/`;
  const files = manifest.entries.filter((entry) => !linked.has(entry.path));
  const within = files.filter(({ path: name }) => isDvcIgnoreFile(name));
  const texts = await Promise.all(within.map(({ path: name }) => textOf(path.join(folder, name))));
  const inside = within.map(({ path: name }, at): IgnoreFile => ({
    folder: prefix + name.slice(0, -dvcIgnoreName.length),
    text: texts[at] ?? '',
  }));
  const paths = files.map((entry) => prefix + entry.path);
  const { isIgnored } = dvcIgnoreOf(prefix, paths, [...above, ...inside]);
  const leavesOut = (name: string): boolean => isIgnored(prefix + name);
  const ports = { hashers: nodeHashers, text: nodeText };
  const ignoreFile = within.find((entry) => !leavesOut(entry.path))?.path;
  return {
    ...dvcListingOf(files, leavesOut, ports),
    refusal: refusalOf(prefix !== '' && isIgnored(prefix), ignoreFile),
  };
}

function refusalOf(isIgnored: boolean, ignoreFile: string | undefined): string | null {
  if (isIgnored) return `DVC does not add it: a ${dvcIgnoreName} above it names it`;
  if (ignoreFile === undefined) return null;
  return `DVC does not add a folder with a ${dvcIgnoreName} inside: ${ignoreFile}. Move it into a folder above`;
}

/** The folder of the DVC repository, and the `.dvcignore` files between it and `folder`, without that of `folder` itself. */
async function surroundings(
  folder: string,
): Promise<{ readonly root: string; readonly above: readonly IgnoreFile[] }> {
  const found: { readonly at: string; readonly text: string }[] = [];
  let root = folder;
  let isFound = false;
  for (let at = folder; !isFound; at = path.dirname(at)) {
    const text = at === folder ? null : await textOf(path.join(at, dvcIgnoreName));
    if (text !== null) found.push({ at, text });
    isFound = await isFolder(path.join(at, '.dvc'));
    if (isFound || text !== null) root = at;
    if (path.dirname(at) === at) break;
  }
  const above = found.map(({ at, text }) => {
    const relative = path.relative(root, at).replaceAll(path.sep, '/');
    return { folder: relative === '' ? '' : `${relative}/`, text };
  });
  return { root, above };
}

async function isFolder(at: string): Promise<boolean> {
  return stat(at).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Null where there is no such file, or it is none that DVC could read. */
async function textOf(at: string): Promise<string | null> {
  const found = await stat(at).catch(() => null);
  if (!found?.isFile() || found.size > dvcIgnoreLimit) return null;
  const read = await readText(at);
  return read.ok ? read.value : null;
}
