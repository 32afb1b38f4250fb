import { cachedMd5 } from '../../formats/dvc/dvcCache';
import { unsearchedFolderOf } from '../../formats/searchedFolders';
import { weightFormats } from '../core/artifactKind';
import { madeReading } from './madeReading';
import type { IngestedFile } from './snapshotUnit';

/** Weights, pickled models and notebooks. Formats that hold data as often are none: a person says what these are. */
const artifactFormats: ReadonlySet<string> = new Set([...weightFormats, 'notebook']);

/**
 * Whether a file of a dropped folder is an artifact of its own, by its content first: a table, also one that could not be read, a model,
 * weights or a notebook. Objects of DVC's cache are none, and what installed packages bring is no model.
 */
export function isArtifactFile(path: string, ingested: IngestedFile): boolean {
  if (cachedMd5(path) !== null) return false;
  if (madeReading(ingested) !== null) return true;
  const isFound = artifactFormats.has(ingested.format) && ingested.pointer === undefined;
  return isFound && unsearchedFolderOf(path) === null;
}

/** The folders inside that are a model of MLflow each, by the file that says so; those of a store of MLflow are its own. */
export function modelFolders(paths: readonly string[]): readonly string[] {
  const found = paths.flatMap((path) => /^(.+)\/MLmodel$/.exec(path)?.[1] ?? []);
  const own = found.filter(
    (folder) =>
      !/(?:^|\/)(?:mlruns|mlartifacts)\//.test(`${folder}/`) && unsearchedFolderOf(`${folder}/x`) === null,
  );
  // A model inside of another is a part of it.
  return own.filter((folder) => !own.some((other) => isBelow(other, folder)));
}

/** Whether a path lies below a folder. */
export function isBelow(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/`);
}
