import { formatOfName } from '../../formats/names';
import type { Digest, Md5 } from '../../versioning/digest';
import type { Manifest, ManifestEntry, Snapshot } from '../../versioning/records';
import { dvcDirMd5 } from '../../versioning/tree';
import type { ChangeWriter } from '../core/commitChange';
import type { NamedVersion } from '../core/outcome';
import { type BytesHere, findBytes, namedVersion } from './pointerBinding';
import { type ByteIdentity, isSameBytes } from '../core/pointerBytes';
import type { OperationPorts } from '../core/ports';
import { pathInFolder } from './snapshotUnit';

/** The file of a folder in view that is these bytes, and the folder's version, of several the latest taken; null for none. */
export type FindInFolders = (
  identity: ByteIdentity,
) => Promise<{ readonly bytes: BytesHere; readonly knownAs: NamedVersion } | null>;

interface Place {
  readonly manifest: Manifest;
  readonly entry: ManifestEntry;
}

/** No index leads from a file's digest to the folders that hold it: all manifests are read when first asked, once a change. */
export function findInFolders(binding: {
  readonly ports: OperationPorts;
  readonly change: ChangeWriter;
}): FindInFolders {
  let places: ReadonlyMap<Digest | Md5, readonly Place[]> | null = null;
  const folders = new Map<Digest, Snapshot | null>();

  async function folderOf({ digest, entries }: Manifest): Promise<Snapshot | null> {
    const known = folders.get(digest);
    if (known !== undefined) return known;
    const folder = { content: 'directory', digest, md5: null, byteLength: null } as const;
    const found =
      (await findBytes(binding, folder)) ??
      // Its version may be a pointer's, which is found by the MD5 that the pointer says.
      (await findBytes(binding, { ...folder, md5: dvcDirMd5(entries, binding.ports) }));
    folders.set(digest, found?.snapshot ?? null);
    return found?.snapshot ?? null;
  }

  return async (identity) => {
    const key = identity.digest ?? identity.md5;
    if (identity.content !== 'file' || key === null) return null;
    places ??= placesByDigest(await binding.change.live.all('manifests'));
    let found: { readonly folder: Snapshot; readonly entry: ManifestEntry } | null = null;
    for (const { manifest, entry } of places.get(key) ?? []) {
      const folder = await folderOf(manifest);
      if (!folder || (found && found.folder.createdAt >= folder.createdAt)) continue;
      if (isSameBytes({ ...folder, ...bytesOf(entry) }, identity)) found = { folder, entry };
    }
    if (!found) return null;
    const { folder, entry } = found;
    const named = await namedVersion(binding, folder);
    return { bytes: bytesOf(entry), knownAs: { ...named, path: pathInFolder(named.path, entry.path) } };
  };
}

function placesByDigest(manifests: readonly Manifest[]): ReadonlyMap<Digest | Md5, readonly Place[]> {
  const places = new Map<Digest | Md5, Place[]>();
  for (const manifest of manifests) {
    for (const entry of manifest.entries) {
      for (const key of [entry.digest, entry.md5]) {
        const known = places.get(key);
        if (known) known.push({ manifest, entry });
        else places.set(key, [{ manifest, entry }]);
      }
    }
  }
  return places;
}

function bytesOf({ path, digest, md5, byteLength }: ManifestEntry): BytesHere {
  return {
    content: 'file',
    digest,
    md5,
    byteLength,
    format: formatOfName(path) ?? 'binary',
    readingKey: null,
  };
}
