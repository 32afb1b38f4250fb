import { looksLikeContract } from '../formats/odcs/looksLikeContract';

/** A data contract among dropped files: offered, and never taken by itself. */
export interface DroppedContract {
  readonly path: string;
  readonly text: string;
}

/** Larger ones are not looked at: no person writes such a contract. */
const largestByteLength = 1024 * 1024;
/** Of a folder, so many files in YAML are looked at, those whose names speak of contracts first. */
const mostFiles = 500;

/** The data contracts among files, in the order of their paths. */
export async function droppedContracts(
  files: readonly { readonly path: string; readonly file: Blob }[],
): Promise<readonly DroppedContract[]> {
  const asked = files
    .filter(({ path, file }) => isYaml(path) && file.size > 0 && file.size <= largestByteLength)
    .sort((a, b) => Number(isNamedSo(b.path)) - Number(isNamedSo(a.path)) || (a.path < b.path ? -1 : 1))
    .slice(0, mostFiles);
  const contracts: DroppedContract[] = [];
  for (const { path, file } of asked) {
    const text = await file.text();
    if (looksLikeContract(text)) contracts.push({ path, text });
  }
  return contracts;
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path) && !/(?:^|\/)(?:\.git|node_modules)\//.test(path);
}

function isNamedSo(path: string): boolean {
  return /contract|odcs/i.test(path);
}
