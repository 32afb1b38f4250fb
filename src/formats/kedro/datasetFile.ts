import { folderOf, type LineagePlace } from '../lineagePlace';

/** The file of a dataset in the place, and the names of its versions where it is kept in several. */
export interface DatasetFile {
  readonly name: string;
  readonly versions: readonly string[];
}

/**
 * Looks for a file that kedro-viz names by its whole path on another machine: the longest end of that path which lies in a folder
 * above the graph's own file. A versioned dataset is a folder of that name, with a folder for each version in it.
 */
export async function fileOfDataset(
  filePath: string,
  graphPath: string,
  place: LineagePlace,
): Promise<DatasetFile | null> {
  const parts = filePath.split('/').filter((part) => part !== '');
  const name = parts.at(-1);
  if (name === undefined) return null;
  for (let from = 0; from < parts.length; from++) {
    const end = parts.slice(from).join('/');
    let folder = folderOf(graphPath);
    for (;;) {
      const path = folder === '' ? end : `${folder}/${end}`;
      const versions = versionsIn(place.list(path), path, name);
      if (versions.length > 0) return { name: place.shownName(path), versions };
      if ((await place.open(path)) !== null) return { name: place.shownName(path), versions: [] };
      if (folder === '') break;
      folder = folderOf(folder);
    }
  }
  return null;
}

function versionsIn(paths: readonly string[], folder: string, name: string): readonly string[] {
  return paths.flatMap((path) => {
    const [version, file, ...deeper] = path.slice(folder.length + 1).split('/');
    return version !== undefined && file === name && deeper.length === 0 ? [version] : [];
  });
}
