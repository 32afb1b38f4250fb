import { componentLicence } from '../../formats/licence/componentLicence';
import { detectLicence } from '../../formats/licence/detectLicence';
import { largestLicenceFile, mayTellLicence } from '../../formats/licence/licenceFileNames';
import { unsearchedFolderOf } from '../../formats/searchedFolders';
import type { FolderLicence } from './snapshotUnit';

/** A file of a folder, whose text is read where it may tell a licence. */
export interface TextFile {
  /** Below the folder. */
  readonly path: string;
  readonly byteLength: number;
  text(): Promise<string>;
}

/** More are not read: a folder of packages is none of data. */
const mostFiles = 200;

/** The licences that files of a folder tell, a folder inside each. What packages of others say is not looked for. */
export async function folderLicences(files: readonly TextFile[]): Promise<readonly FolderLicence[]> {
  const telling = files.filter(
    ({ path, byteLength }) =>
      mayTellLicence(path) && byteLength <= largestLicenceFile && unsearchedFolderOf(path) === null,
  );
  const byFolder = new Map<string, TextFile[]>();
  for (const file of telling.slice(0, mostFiles)) {
    const folder = folderOf(file.path);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), file]);
  }
  const licences: FolderLicence[] = [];
  for (const [folder, own] of byFolder) {
    const read = await Promise.all(own.map(async (file) => detectLicence(file.path, await file.text())));
    const found = read.filter((each) => each !== null);
    const { expression } = componentLicence(found);
    if (expression === null) continue;
    licences.push({
      folder,
      expression,
      found: found.flatMap(({ path, way, expression: said, agreement }) =>
        said === null ? [] : { path, way, expression: said, agreement },
      ),
    });
  }
  return licences;
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
