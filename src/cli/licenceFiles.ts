import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { componentLicence } from '../formats/licence/componentLicence';
import { detectLicence, type DetectedLicence } from '../formats/licence/detectLicence';
import { largestLicenceFile, mayTellLicence } from '../formats/licence/licenceFileNames';
import { UnreadableBytes } from '../formats/pieces';
import { comparePaths } from '../versioning/tree';
import { nodeText, withFile } from './nodePorts';
import { kindOfPath } from './readFolder';
import { namesOfFolder } from './snapshotFiles';

/** What stands in one folder, or one file that a path names: a package, a data set, a model. */
export interface LicensedComponent {
  /** The folder, or the file. */
  readonly path: string;
  /** The licence that holds: of its fields where one tells it, else of its texts; null where it is not known. */
  readonly expression: string | null;
  readonly found: readonly DetectedLicence[];
  /** What its files say otherwise, in words. */
  readonly disagreements: readonly string[];
}

/** The licences that files tell, a component a folder; a path where nothing is told is one whose licence is not known. Throws `UnreadableBytes`. */
export async function readLicences(
  paths: readonly string[],
  followed: readonly string[],
): Promise<readonly LicensedComponent[]> {
  const components: LicensedComponent[] = [];
  for (const given of paths) {
    const kind = await kindOfPath(given);
    if (!kind.ok) throw new UnreadableBytes(`${given}: ${kind.error.message}`);
    const isFolder = kind.value === 'directory';
    const own = isFolder ? await ofFolder(given, followed) : [await ofFiles(given, [given])];
    components.push(...own);
  }
  return components;
}

async function ofFolder(folder: string, followed: readonly string[]): Promise<readonly LicensedComponent[]> {
  const names = await namesOfFolder(folder, followed);
  if (!names.ok) throw new UnreadableBytes(`${folder}: ${names.error}`);
  const byFolder = new Map<string, string[]>();
  for (const name of names.value.filter(mayTellLicence)) {
    const own = path.posix.dirname(name);
    byFolder.set(own, [...(byFolder.get(own) ?? []), path.join(folder, name)]);
  }
  const read = await Promise.all(
    [...byFolder].map(([below, files]) => ofFiles(below === '.' ? folder : path.join(folder, below), files)),
  );
  const told = read.filter(({ found }) => found.length > 0).toSorted((a, b) => comparePaths(a.path, b.path));
  return told.length > 0 ? told : [componentOf(folder, [])];
}

async function ofFiles(component: string, files: readonly string[]): Promise<LicensedComponent> {
  const found: DetectedLicence[] = [];
  for (const file of files) {
    const text = await textOf(file);
    const detected = text === null ? null : detectLicence(file, text);
    if (detected !== null) found.push(detected);
  }
  return componentOf(component, found);
}

/** The licence that files beside a file tell; null where they tell none. */
export async function licenceBeside(file: string): Promise<string | null> {
  const folder = path.dirname(file);
  const names = (await readdir(folder)).filter(mayTellLicence);
  return (
    await ofFiles(
      folder,
      names.map((name) => path.join(folder, name)),
    )
  ).expression;
}

/** Null of what is too large to be one of these, and of what is no text. */
function textOf(file: string): Promise<string | null> {
  return withFile(file, async (source) => {
    if (source.byteLength > largestLicenceFile) return null;
    return nodeText.decode(await source.read(0, source.byteLength), 'utf-8');
  });
}

function componentOf(component: string, found: readonly DetectedLicence[]): LicensedComponent {
  return { path: component, found, ...componentLicence(found) };
}
