import { applyDelta } from './applyDelta';
import { asciiOf, hexOf, objectId, type GitFolder, type GitPorts } from './gitFolder';
import { inflateObject } from './inflateObject';
import { findInPack } from './packIndex';
import { readOffset } from './readIndex';

/** An object of a repository. */
export interface GitObject {
  readonly type: 'commit' | 'tree' | 'blob' | 'tag';
  readonly content: Uint8Array;
}

/** Git itself writes chains of up to 50, by `--depth` of up to 4,095. */
const longestChain = 4096;

/**
 * Reads an object from its own file or from a pack; null where it is not there (a shallow clone's, a borrowed one), is longer than
 * `limit`, is damaged, or is not what its id says. `common` is the folder with `objects/`.
 */
export async function readGitObject(
  id: string,
  common: GitFolder,
  limit: number,
  ports: GitPorts,
): Promise<GitObject | null> {
  const object = (await readLoose(id, common, limit)) ?? (await readPacked(id, common, limit));
  if (!object) return null;
  const algorithm = id.length === 40 ? 'SHA-1' : 'SHA-256';
  return (await objectId(object.type, object.content, algorithm, ports)) === id ? object : null;
}

/** Reads an object from its own file. */
export async function readLoose(id: string, common: GitFolder, limit: number): Promise<GitObject | null> {
  const path = `objects/${id.slice(0, 2)}/${id.slice(2)}`;
  const whole = await inflateObject((start, end) => common.read(path, start, end), 0, limit + 64);
  if (!whole) return null;
  const end = whole.indexOf(0);
  const type = end === -1 ? undefined : /^(\w+) \d+$/.exec(asciiOf(whole.subarray(0, end)))?.[1];
  return isObjectType(type) ? { type, content: whole.subarray(end + 1) } : null;
}

async function readPacked(id: string, common: GitFolder, limit: number): Promise<GitObject | null> {
  for (const path of packIndexes(common)) {
    const offset = await findInPack(id, path, common);
    if (offset !== null) return readAt(path, offset, id.length / 2, common, limit);
  }
  return null;
}

/** The indexes of a repository's packs. */
export function packIndexes(common: GitFolder): readonly string[] {
  return common.list('objects/pack/').filter((path) => path.endsWith('.idx'));
}

/** The types of objects, by their numbers in a pack. */
export const packedTypes = [undefined, 'commit', 'tree', 'blob', 'tag'] as const;

/** Whether a name is that of a type of objects. */
export function isObjectType(name: string | undefined): name is GitObject['type'] {
  return name !== undefined && (packedTypes as readonly (string | undefined)[]).includes(name);
}

/** Follows a chain of deltas down to its base, and makes the object from there upwards: one content is held at a time. */
async function readAt(
  index: string,
  first: number,
  idLength: number,
  common: GitFolder,
  limit: number,
): Promise<GitObject | null> {
  const pack = index.replace(/idx$/, 'pack');
  const read = (start: number, end: number): Promise<Uint8Array | null> => common.read(pack, start, end);
  const deltas: number[] = [];
  let offset: number | null = first;
  while (offset !== null && offset >= 12 && deltas.length <= longestChain) {
    const head = await read(offset, offset + 64);
    if (!head || head.length === 0) return null;
    let at = 0;
    while ((head[at] ?? 0) >= 0x80 && at < 10) at++;
    at++;
    const kind = ((head[0] ?? 0) >> 4) & 7;
    const type = packedTypes[kind];
    if (type) return applyAll(type, await inflateObject(read, offset + at, limit), deltas, read, limit);
    if (kind === 6) {
      const back = readOffset(head, at, head.length);
      if (!back || back.value <= 0) return null;
      deltas.push(offset + back.end);
      offset -= back.value;
    } else if (kind === 7) {
      deltas.push(offset + at + idLength);
      offset = await findInPack(hexOf(head.subarray(at, at + idLength)), index, common);
    } else return null;
  }
  return null;
}

async function applyAll(
  type: GitObject['type'],
  base: Uint8Array | null,
  deltas: readonly number[],
  read: (start: number, end: number) => Promise<Uint8Array | null>,
  limit: number,
): Promise<GitObject | null> {
  let content = base;
  for (const at of deltas.toReversed()) {
    const delta = content && (await inflateObject(read, at, limit));
    content = delta && content && applyDelta(content, delta, limit);
  }
  return content && { type, content };
}
