import { placeOf } from '../../../src/formats/lineagePlace';
import { recogniseHead } from '../../../src/formats/recogniseLineage';
import type { LineageRequest } from '../../../src/operations/lineage/lineageRequest';
import { nodeText } from '../../../src/cli/nodePorts';
import { comparePaths } from '../../../src/versioning/tree';

/** A folder of files whose texts or bytes are given, by path; those that are recognised as lineage are to be read. */
export function folderOfTexts(
  path: string,
  texts: Readonly<Record<string, string | Uint8Array>>,
): LineageRequest {
  const bytes = new Map(
    Object.entries(texts).map(([name, text]) => [
      name,
      typeof text === 'string' ? nodeText.encode(text) : Uint8Array.from(text),
    ]),
  );
  const open = (name: string) => {
    const found = bytes.get(name);
    return Promise.resolve(
      found
        ? {
            byteLength: found.length,
            read: (start: number, end: number) => Promise.resolve(found.slice(start, end)),
          }
        : null,
    );
  };
  const files = [...bytes].flatMap(([name, content]) => {
    const recognised = recogniseHead(name, content);
    if (recognised.kind !== 'lineage') return [];
    return [{ path: name, shownPath: `${path}/${name}`, format: recognised.format }];
  });
  files.sort((a, b) => comparePaths(a.path, b.path));
  return { path, sources: [{ place: placeOf([...bytes.keys()], open, nodeText), files }] };
}

/** The same as a folder that is dropped: its files are told of by its name and theirs. */
export function droppedFolder(
  name: string,
  texts: Readonly<Record<string, string | Uint8Array>>,
): LineageRequest {
  const { sources, ...request } = folderOfTexts(name, texts);
  const dropped = sources.map(({ place, files }) => ({
    place: { ...place, folderName: name, shownName: (path: string) => `${name}/${path}` },
    files,
  }));
  return { ...request, sources: dropped };
}
