import { cachedMd5 } from '../../formats/dvc/dvcCache';
import type { Json } from '../../lib/json';
import { canonicalJson } from '../../versioning/canonicalJson';
import type { ArtifactId, CodeVersion, Manifest, ManifestEntry, SnapshotId } from '../../versioning/records';
import { buildManifest } from '../../versioning/tree';
import { dvcListingOf, type DvcListing } from './dvcListing';
import { noteLicences } from './noteLicences';
import { findMoves } from './findMoves';
import { latestAnnotation } from '../core/latestAnnotation';
import { madeReading, storeReading } from './madeReading';
import type { OperationFailure, SnapshotOutcome } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import {
  pathInFolder,
  type DirectoryUnit,
  type FolderTable,
  type IngestedFile,
  type UnitFile,
} from './snapshotUnit';
import type { BytesHere } from './pointerBinding';
import { bindElsewhere, type Taking } from './takeContent';
import { type DirectoryAs, takeDirectory } from './takeDirectory';
import { isArtifactFile, isBelow, modelFolders } from './fileArtifacts';
import { pointedBy, takeFile, takePointer, unreadPointer, type PointedFile } from './takeFile';

interface Folder {
  readonly manifest: Manifest;
  /** Null where files were left out: DVC would list them. */
  readonly listing: DvcListing | null;
  /** Files that are artifacts of their own: `isArtifactFile`. */
  readonly artifacts: readonly UnitFile[];
  /** Whether it is itself a model of MLflow, and which folders inside are one each. */
  readonly isModel: boolean;
  readonly models: readonly string[];
  /** Files that are parts of one table, and the tables that they are parts of. */
  readonly parts: readonly UnitFile[];
  readonly inOne: readonly FolderTable[];
  /** Its files by their whole paths, and of those that are pointers what they stand for. */
  readonly files: ReadonlyMap<string, UnitFile>;
  readonly pointers: readonly PointedFile[];
  /** Objects of a cache by the whole names of what they hold the bytes of. */
  readonly cached: ReadonlyMap<string, UnitFile>;
  /** DVC's listing of a folder inside; `path` is its whole path. */
  readonly listingOf: (path: string, manifest: Manifest) => DvcListing;
  /** Pointers that could not be read. */
  readonly unread: readonly OperationFailure[];
}

/** What a folder's files make together. Hashes the manifest, which takes a while: not inside a transaction. */
export function readFolder(unit: DirectoryUnit, ports: OperationPorts): Folder {
  const files = unit.files.map(({ path, ingested }) => manifestEntry(path, ingested));
  const built = buildManifest(files, ports, unit.leftOut);
  const manifest = { ...built, leftOutCount: built.leftOutCount + unit.leftOutCount };
  const kept = new Set(manifest.entries.map((entry) => entry.path));
  const inside = unit.files.filter((file) => kept.has(file.path));
  // DVC keeps stages that ran in its cache, each of which looks like a pointer.
  const ofPeople = inside.filter(({ path }) => !/(?:^|\/)\.dvc\//.test(path));
  const models = modelFolders([...kept]);
  const parts = new Set(unit.tables?.flatMap((each) => each.parts));
  const listing = (folder: string, entries: readonly ManifestEntry[]): DvcListing => {
    const isIgnored = unit.ignoredByDvc?.(folder);
    return dvcListingOf(entries, (path) => isIgnored?.(folder + path) ?? false, ports);
  };
  return {
    manifest,
    listing: unit.leftOut ? null : listing('', manifest.entries),
    listingOf: (path, { entries }) => listing(`${path.slice(unit.name.length + 1)}/`, entries),
    isModel: kept.has('MLmodel'),
    models,
    artifacts: inside.filter(
      ({ path, ingested }) =>
        !parts.has(path) && !models.some((model) => isBelow(model, path)) && isArtifactFile(path, ingested),
    ),
    parts: inside.filter(({ path }) => parts.has(path)),
    inOne: unit.tables ?? [],
    cached: new Map(inside.flatMap((file) => cachedAs(file))),
    files: new Map(inside.map((file) => [pathInFolder(unit.name, file.path), file])),
    pointers: ofPeople.flatMap((file) => pointedBy(file, pathInFolder(unit.name, file.path))),
    unread: ofPeople.flatMap((file) => unreadPointer(file, pathInFolder(unit.name, file.path))),
  };
}

/** An object of DVC's cache by what it holds, where its bytes are what its name says. */
function cachedAs(file: UnitFile): (readonly [string, UnitFile])[] {
  const { path, standsFor = [], ingested } = file;
  return ingested.md5 === cachedMd5(path) ? standsFor.map((name) => [name, file] as const) : [];
}

/** Takes the folder itself, then the tables and models in it and what its pointers stand for. */
export async function takeFolder(
  taking: Taking,
  unit: DirectoryUnit,
  folder: Folder,
): Promise<SnapshotOutcome[]> {
  const moves = await findMoves(taking.change.live, {
    namespace: taking.namespace,
    folder: unit.name,
    manifest: folder.manifest,
    artifacts: folder.artifacts,
  });
  await storeParts(taking, folder);
  const whole = folder.inOne.find((table) => table.folder === '');
  const taken = await takeDirectory(taking, unit.name, folder.manifest, folder.listing, {
    ...(whole && { table: whole }),
    ...(folder.isModel && { artifactKind: 'model' }),
  });
  const own = await noteCode(taking, taken, unit.repositories ?? []);
  const { leftOut } = folder.manifest;
  const outcomes = [leftOut ? { ...own, leftOut } : own];
  for (const table of folder.inOne)
    if (table.folder !== '')
      outcomes.push(await takeInside(taking, unit.name, folder, table.folder, { table }));
  for (const model of folder.models)
    outcomes.push(await takeInside(taking, unit.name, folder, model, { artifactKind: 'model' }));
  for (const file of folder.artifacts) {
    const path = pathInFolder(unit.name, file.path);
    const moved = taking.options.nextOf?.has(path) ? undefined : moves.get(file.path);
    outcomes.push(
      moved
        ? await rebind(taking, path, moved.artifactId, moved.fromPath, moved.snapshotId)
        : await takeFile(taking, file, path),
    );
  }
  for (const pointed of folder.pointers)
    outcomes.push(...(await takePointedInFolder(taking, folder, pointed)));
  await noteLicences(taking, unit.name, outcomes, unit.licences ?? []);
  const bound = await bindElsewhere(taking, otherFiles(folder), own.snapshotId);
  if (bound.length > 0)
    outcomes[0] = { ...outcomes[0]!, alsoBytesOf: [...(own.alsoBytesOf ?? []), ...bound] };
  return outcomes;
}

/** Readings of parts and of runs of them stand by themselves, so that the next version needs to read what is new alone. */
async function storeParts({ change }: Taking, { parts, inOne }: Folder): Promise<void> {
  const ofParts = parts.flatMap(({ ingested }) => madeReading(ingested) ?? []);
  for (const made of [...ofParts, ...inOne.flatMap(({ runs }) => runs)]) await storeReading(change.raw, made);
}

/** A table in parts or a model that lies inside of the folder: an artifact of its own. */
async function takeInside(
  taking: Taking,
  folder: string,
  { manifest: { entries }, listingOf }: Folder,
  inside: string,
  as: DirectoryAs,
): Promise<SnapshotOutcome> {
  const path = pathInFolder(folder, inside);
  const manifest = buildManifest(entriesBelow(inside, entries), taking.ports);
  return takeDirectory(taking, path, manifest, listingOf(path, manifest), as);
}

/** The files of a folder inside, by their paths below it. */
export function entriesBelow(folder: string, entries: readonly ManifestEntry[]): readonly ManifestEntry[] {
  const below = `${folder}/`;
  return entries.flatMap((entry) =>
    entry.path.startsWith(below) ? { ...entry, path: entry.path.slice(below.length) } : [],
  );
}

/** Files that have no version of their own, and may be what a pointer elsewhere stands for. */
function otherFiles({ files, artifacts }: Folder): readonly BytesHere[] {
  const taken = new Set(artifacts);
  return [...files.values()].flatMap((file) => {
    if (taken.has(file) || file.ingested.pointer) return [];
    const { digest, md5, byteLength, format } = file.ingested;
    return [{ content: 'file' as const, digest, md5, byteLength, format, readingKey: null }];
  });
}

/**
 * Says beside a folder's version where its code stands, where that is news: a commit may change nothing of the files. It is
 * an annotation, as the same bytes can be another commit (I1).
 */
async function noteCode(
  { ports, change, details }: Taking,
  outcome: SnapshotOutcome,
  repositories: readonly CodeVersion[],
): Promise<SnapshotOutcome> {
  if (repositories.length === 0) return outcome;
  const { snapshotId, path } = outcome;
  const folder = await change.live.get('snapshots', snapshotId);
  const said = folder && (await latestAnnotation(change.live, folder, 'codeVersion'));
  const body = { kind: 'codeVersion', repositories } as const;
  if (said && canonicalJson(said as unknown as Json) === canonicalJson(body as unknown as Json))
    return outcome;
  await change.add('annotations', [
    { id: ports.newId(), snapshotId, recordedAt: change.now, actor: ports.actor, body },
  ]);
  details.push({ path, snapshotId, codeVersion: repositories as unknown as Json });
  return { ...outcome, code: repositories };
}

function manifestEntry(path: string, { digest, md5, byteLength }: IngestedFile): ManifestEntry {
  return { path, digest, md5, byteLength };
}

/**
 * Where what a pointer stands for lies in the folder, too, that is the version, whatever the pointer says: a changed
 * file is ahead of its pointer. So the same folder again changes nothing.
 */
async function takePointedInFolder(
  taking: Taking,
  { files, artifacts, cached, listingOf }: Folder,
  pointed: PointedFile,
): Promise<SnapshotOutcome[]> {
  const { target } = pointed;
  const file = target.path === pointed.path ? undefined : files.get(target.path);
  if (file) {
    const isTaken = artifacts.includes(file) || file.ingested.failure !== null || file.ingested.pointer;
    return isTaken ? [] : [await takeFile(taking, file, target.path)];
  }
  const object = cached.get(target.path);
  if (object) return [await takeFile(taking, object, target.path)];
  const below = `${target.path}/`;
  const here = [...files].filter(([path]) => path.startsWith(below));
  const inside = here.length > 0 ? here : [...cached].filter(([path]) => path.startsWith(below));
  if (inside.length === 0) return [await takePointer(taking, pointed)];
  const entries = inside.map(([path, { ingested }]) => manifestEntry(path.slice(below.length), ingested));
  const manifest = buildManifest(entries, taking.ports);
  const listing = listingOf(target.path, manifest);
  // A cache may hold a part of the folder only.
  if (here.length === 0 && listing.md5 !== target.md5) return [await takePointer(taking, pointed)];
  return [await takeDirectory(taking, target.path, manifest, listing)];
}

async function rebind(
  taking: Taking,
  path: string,
  artifactId: ArtifactId,
  fromPath: string,
  snapshotId: SnapshotId,
): Promise<SnapshotOutcome> {
  const { ports, change, namespace } = taking;
  await change.add('bindings', [
    { id: ports.newId(), namespace, name: path, artifactId, recordedAt: change.now },
  ]);
  taking.details.push({ path, movedFrom: fromPath, artifactId });
  return { path, what: { kind: 'moved', fromPath }, artifactId, snapshotId };
}
