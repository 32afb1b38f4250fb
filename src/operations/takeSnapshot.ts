import { formatOfName } from '../formats/names';
import type { JsonObject } from '../lib/json';
import { err, ok, type Result } from '../lib/result';
import type { PrefixRequest } from '../table/reading';
import { defaultMessage } from '../versioning/defaultMessage';
import type { Digest, Md5 } from '../versioning/digest';
import type {
  ArtifactId,
  ArtifactKind,
  Manifest,
  ManifestEntry,
  Snapshot,
  SnapshotContent,
  SnapshotId,
  SnapshotSource,
} from '../versioning/records';
import {
  suggestVersion,
  type ParentVersion,
  type VersionFacts,
  type VersionSuggestion,
} from '../versioning/semanticVersion';
import { buildManifest, dvcDirMd5 } from '../versioning/tree';
import { artifactKindOf } from './artifactKind';
import { commitChange, type ChangeWriter } from './commitChange';
import { findMoves } from './findMoves';
import { artifactsNamed, nameKey } from './lineageNames';
import { findNamed, nameOf, versionsOf } from './names';
import type { OperationFailure, SnapshotOutcome } from './outcome';
import { awaitsBytes, boundSnapshot, isSameBytes } from './pointerBytes';
import { pointerTargets, type PointerTarget } from './pointerTargets';
import type { OperationPorts } from './ports';
import {
  fileNamespace,
  pathInFolder,
  type DirectoryUnit,
  type IngestedFile,
  type PrefixRequests,
  type SnapshotUnit,
  type UnitFile,
  type UnitOptions,
} from './snapshotUnit';
import { readWithdrawn, type Withdrawn } from './withdrawals';

/** What was done for one unit. */
export interface TakenSnapshot {
  /** Null where everything was as it is in the store: nothing was written. */
  readonly auditSequence: number | null;
  /** A folder's own outcome first, then those of the tables in it. */
  readonly outcomes: readonly SnapshotOutcome[];
  /** Tables of a folder that could not be read: part of its tree digest, without versions of their own. */
  readonly unread: readonly OperationFailure[];
}

/**
 * What to ask of the readers of these paths before they read: each parent's row count and columns, so that the new
 * reading can say whether the parent's rows are still there.
 */
export async function prepareSnapshot(
  ports: OperationPorts,
  paths: readonly string[],
  namespace: string = fileNamespace,
): Promise<Result<PrefixRequests, OperationFailure>> {
  return ports.store.read(async (transaction) => {
    const withdrawn = await readWithdrawn(transaction);
    const requests = new Map<string, PrefixRequest>();
    const names = paths.map((name) => ({ namespace, name }));
    const named = await artifactsNamed(transaction, withdrawn, names);
    for (const path of paths) {
      const artifact = named.get(nameKey({ namespace, name: path }));
      if (!artifact) continue;
      const { latest } = await versionsOf(transaction, withdrawn, artifact.id);
      if (!latest || latest.readingKey === null) continue;
      const reading = await transaction.get('readings', latest.readingKey);
      if (!reading) continue;
      requests.set(path, {
        rowCount: reading.rowCount,
        columnNames: reading.columns.map((column) => column.name),
      });
    }
    return requests;
  });
}

/**
 * Makes a unit's snapshots in one transaction with one audit entry (I4, I5). Taking the same again changes nothing.
 * A file that looks like a table and cannot be read as one refuses a file unit; in a folder it is reported.
 */
export async function takeSnapshot(
  ports: OperationPorts,
  unit: SnapshotUnit,
): Promise<Result<TakenSnapshot, OperationFailure>> {
  if (unit.kind === 'file' && unit.ingested.failure) {
    return err({ kind: 'unreadableTable', path: unit.path, failure: unit.ingested.failure });
  }
  // Hashing a large manifest takes a while: before the transaction.
  const folder = unit.kind === 'directory' ? readFolder(unit, ports) : null;
  const committed = await commitChange(ports, async (change) => {
    const taking: Taking = {
      ports,
      change,
      withdrawn: await readWithdrawn(change.transaction),
      options: unit,
      namespace: unit.namespace ?? fileNamespace,
      details: [],
    };
    const outcomes =
      unit.kind === 'file'
        ? await takeFileOrPointer(taking, unit)
        : await takeFolder(taking, unit, folder ?? readFolder(unit, ports));
    const isChanged = outcomes.some(({ what }) => what.kind !== 'unchanged');
    const subject = unit.kind === 'file' ? unit.path : unit.name;
    const detail: JsonObject = { namespace: taking.namespace, snapshots: taking.details };
    return { value: outcomes, audit: isChanged ? { action: 'takeSnapshot', subject, detail } : null };
  });
  if (!committed.ok) return committed;
  const { auditSequence, value } = committed.value;
  return ok({ auditSequence, outcomes: value, unread: folder?.unread ?? [] });
}

interface Taking {
  readonly ports: OperationPorts;
  readonly change: ChangeWriter;
  readonly withdrawn: Withdrawn;
  readonly options: UnitOptions;
  readonly namespace: string;
  /** What the audit entry says of each artifact that changed. */
  readonly details: JsonObject[];
}

interface Folder {
  readonly manifest: Manifest;
  readonly md5: Md5;
  readonly tables: readonly UnitFile[];
  /** Its files by their whole paths, and of those that are pointers what they stand for. */
  readonly files: ReadonlyMap<string, UnitFile>;
  readonly pointers: readonly PointedFile[];
  readonly unread: readonly OperationFailure[];
}

function readFolder(unit: DirectoryUnit, ports: OperationPorts): Folder {
  const files = unit.files.map(({ path, ingested }) => manifestEntry(path, ingested));
  const built = buildManifest(files, ports);
  const manifest = { ...built, leftOutCount: built.leftOutCount + unit.leftOutCount };
  const kept = new Set(manifest.entries.map((entry) => entry.path));
  const inside = unit.files.filter((file) => kept.has(file.path));
  return {
    manifest,
    md5: dvcDirMd5(manifest.entries, ports),
    tables: inside.filter(({ ingested }) => ingested.table !== null && ingested.failure === null),
    files: new Map(inside.map((file) => [pathInFolder(unit.name, file.path), file])),
    pointers: inside.flatMap((file) => pointedBy(file, pathInFolder(unit.name, file.path))),
    unread: inside.flatMap(({ path, ingested: { failure } }) =>
      failure ? [{ kind: 'unreadableTable' as const, path: pathInFolder(unit.name, path), failure }] : [],
    ),
  };
}

async function takeFolder(taking: Taking, unit: DirectoryUnit, folder: Folder): Promise<SnapshotOutcome[]> {
  const { transaction } = taking.change;
  const moves = await findMoves(transaction, taking.withdrawn, {
    namespace: taking.namespace,
    folder: unit.name,
    manifest: folder.manifest,
    tables: folder.tables,
  });
  const own = await takeDirectory(taking, unit.name, folder.manifest, folder.md5);
  const outcomes = [own];
  for (const file of folder.tables) {
    const path = pathInFolder(unit.name, file.path);
    const moved = moves.get(file.path);
    outcomes.push(
      moved
        ? await rebind(taking, path, moved.artifactId, moved.fromPath, moved.snapshotId)
        : await takeFile(taking, file, path),
    );
  }
  for (const pointed of folder.pointers)
    outcomes.push(...(await takePointedInFolder(taking, folder, pointed)));
  return outcomes;
}

/** What a pointer stands for, and where the pointer itself lies. */
interface PointedFile {
  readonly target: PointerTarget;
  readonly path: string;
  readonly lastModified: UnitFile['lastModified'];
}

function pointedBy({ ingested, lastModified }: UnitFile, path: string): PointedFile[] {
  if (!ingested.pointer) return [];
  return pointerTargets(path, ingested.pointer).map((target) => ({ target, path, lastModified }));
}

async function takeDirectory(
  taking: Taking,
  path: string,
  manifest: Manifest,
  md5: Md5,
): Promise<SnapshotOutcome> {
  const outcome = await takeContent(taking, path, {
    content: 'directory',
    digest: manifest.digest,
    md5,
    byteLength: manifest.entries.reduce((sum, entry) => sum + entry.byteLength, 0),
    format: 'directory',
    readingKey: null,
    facts: { table: null, files: filesOf(manifest) },
    rowCount: null,
    artifactKind: manifest.leftOutCount > 0 ? 'code' : 'dataset',
    lastModified: null,
  });
  await taking.change.transaction.addMissing('manifests', [manifest]);
  return outcome;
}

function manifestEntry(path: string, { digest, md5, byteLength }: IngestedFile): ManifestEntry {
  return { path, digest, md5, byteLength };
}

/** A pointer gives versions of what it stands for; one that stands for nothing is a file like any other. */
async function takeFileOrPointer(
  taking: Taking,
  unit: Extract<SnapshotUnit, { kind: 'file' }>,
): Promise<SnapshotOutcome[]> {
  const pointed = pointedBy(unit, unit.path);
  if (pointed.length === 0) return [await takeFile(taking, unit, unit.path)];
  const outcomes: SnapshotOutcome[] = [];
  for (const each of pointed) outcomes.push(await takePointer(taking, each));
  return outcomes;
}

/**
 * Where what a pointer stands for lies in the folder, too, that is the version, whatever the pointer says: a changed
 * file is ahead of its pointer. So the same folder again changes nothing.
 */
async function takePointedInFolder(
  taking: Taking,
  { files, tables }: Folder,
  pointed: PointedFile,
): Promise<SnapshotOutcome[]> {
  const { target } = pointed;
  const file = target.path === pointed.path ? undefined : files.get(target.path);
  if (file) {
    const isTaken = tables.includes(file) || file.ingested.failure !== null || file.ingested.pointer;
    return isTaken ? [] : [await takeFile(taking, file, target.path)];
  }
  const below = `${target.path}/`;
  const inside = [...files].filter(([path]) => path.startsWith(below));
  if (inside.length === 0) return [await takePointer(taking, pointed)];
  const entries = inside.map(([path, { ingested }]) => manifestEntry(path.slice(below.length), ingested));
  const manifest = buildManifest(entries, taking.ports);
  const outcome = await takeDirectory(
    taking,
    target.path,
    manifest,
    dvcDirMd5(manifest.entries, taking.ports),
  );
  return [outcome];
}

async function takePointer(
  taking: Taking,
  { target, path, lastModified }: PointedFile,
): Promise<SnapshotOutcome> {
  const { pointer, content, digest, md5, byteLength, fileCount, etag, origin } = target;
  const name = formatOfName(target.path);
  return takeContent(taking, target.path, {
    content,
    digest,
    md5,
    byteLength,
    etag,
    format: `${pointer}-pointer`,
    readingKey: null,
    facts: { table: null, files: null },
    rowCount: null,
    artifactKind:
      content === 'directory'
        ? 'dataset'
        : artifactKindOf(target.path, name ?? 'binary', name !== null && tableFormats.has(name)),
    lastModified,
    source: { kind: 'pointer', pointer, path, fileCount, etag, origin, lastModified },
  });
}

const tableFormats: ReadonlySet<string> = new Set(['csv', 'tsv', 'jsonl', 'json', 'parquet', 'arrow']);

async function takeFile(taking: Taking, file: UnitFile, path: string): Promise<SnapshotOutcome> {
  const { ingested } = file;
  const outcome = await takeContent(taking, path, {
    content: 'file',
    digest: ingested.digest,
    md5: ingested.md5,
    byteLength: ingested.byteLength,
    format: ingested.format,
    readingKey: ingested.table?.reading.key ?? null,
    facts: { table: ingested.table?.reading ?? null, files: null },
    rowCount: ingested.table?.reading.rowCount ?? null,
    artifactKind: artifactKindOf(path, ingested.format, ingested.table !== null),
    lastModified: file.lastModified,
  });
  if (outcome.what.kind !== 'unchanged') await keepReading(taking, ingested);
  return outcome;
}

async function keepReading({ change }: Taking, { table }: IngestedFile): Promise<void> {
  if (!table) return;
  await change.transaction.addMissing('readings', [table.reading]);
  await change.transaction.addMissing('profiles', [{ key: table.reading.key, profile: table.profile }]);
}

/** A file's or folder's bytes on their way to becoming a version. */
interface Content {
  readonly content: SnapshotContent;
  /** Both digests where the bytes are here; of a pointer one at most. */
  readonly digest: Digest | null;
  readonly md5: Md5 | null;
  readonly byteLength: number | null;
  readonly etag?: string | null;
  readonly format: string;
  readonly readingKey: string | null;
  readonly facts: VersionFacts;
  readonly rowCount: number | null;
  /** Of an artifact that is new. */
  readonly artifactKind: ArtifactKind;
  readonly lastModified: Snapshot['createdAt'] | null;
  /** Of a pointer; else it was dropped. */
  readonly source?: Extract<SnapshotSource, { kind: 'pointer' }>;
}

async function takeContent(taking: Taking, path: string, content: Content): Promise<SnapshotOutcome> {
  const { change, withdrawn, namespace } = taking;
  const named = await findNamed(change.transaction, withdrawn, namespace, path);
  if (!named) {
    const twin = await findTwin(taking, content);
    const artifactId = await addArtifact(taking, path, content.artifactKind);
    const { snapshot } = await addVersion(taking, path, artifactId, content, null, 0);
    const what = twin ?? ({ kind: 'newArtifact' } as const);
    return { path, what, artifactId, snapshotId: snapshot.id, ...onlyPointer(snapshot) };
  }
  const { latest, highestSequence, pointers } = await versionsOf(change.transaction, withdrawn, named.id);
  const known = await bindBytes(taking, path, content, latest, pointers);
  if (known) {
    const what = { kind: 'bytesArrived', sequence: known.sequence } as const;
    return { path, what, artifactId: named.id, snapshotId: known.id };
  }
  if (latest && isSameBytes(latest, content)) {
    return {
      path,
      what: { kind: 'unchanged', sinceSequence: latest.sequence },
      artifactId: named.id,
      snapshotId: latest.id,
      ...onlyPointer(latest),
    };
  }
  const { snapshot, suggestion, rowCountChange } = await addVersion(
    taking,
    path,
    named.id,
    content,
    latest,
    highestSequence,
  );
  return {
    path,
    what: { kind: 'newVersion', sequence: snapshot.sequence, suggestion, rowCountChange },
    artifactId: named.id,
    snapshotId: snapshot.id,
    ...onlyPointer(snapshot),
  };
}

function onlyPointer(snapshot: Snapshot): { readonly isOnlyPointer?: true } {
  return awaitsBytes(snapshot) ? { isOnlyPointer: true } : {};
}

/**
 * Notes beside the version that a pointer gave what its bytes are, now that they are here: the snapshot stays as it
 * is (I1), and the bytes make no version of their own. The latest version comes first, then the others from the
 * newest. Null where no version awaits these bytes.
 */
async function bindBytes(
  taking: Taking,
  path: string,
  content: Content,
  latest: Snapshot | null,
  pointers: readonly Snapshot[],
): Promise<Snapshot | null> {
  const { ports, change, withdrawn } = taking;
  const { digest, md5, byteLength, format, readingKey } = content;
  if (digest === null || md5 === null || byteLength === null) return null;
  if (latest && !awaitsBytes(latest) && isSameBytes(latest, content)) return null;
  let known: Snapshot | null = null;
  for (const pointer of pointers) {
    const bound = await boundSnapshot(change.transaction, withdrawn, pointer);
    if (!awaitsBytes(bound) || !isSameBytes(bound, content)) continue;
    known = bound;
    break;
  }
  if (!known) return null;
  const annotation = { snapshotId: known.id, recordedAt: change.now, actor: ports.actor };
  const body = { kind: 'bytes', digest, md5, byteLength, format, readingKey } as const;
  await change.add('annotations', [{ ...annotation, id: ports.newId(), body }]);
  taking.details.push({ path, bytesOf: known.id, sequence: known.sequence, digest, md5 });
  return known;
}

async function findTwin(
  { change, withdrawn }: Taking,
  { digest, content }: Content,
): Promise<Extract<SnapshotOutcome['what'], { kind: 'sameBytes' }> | null> {
  if (digest === null) return null;
  const twins = (await change.transaction.where('snapshots', 'digest', digest)).filter(
    (snapshot) => snapshot.content === content && !withdrawn.has('snapshots', snapshot.id),
  );
  // The earliest: what the others were copied from, as far as anyone knows.
  const twin = twins.toSorted((a, b) =>
    a.createdAt < b.createdAt ? -1 : Number(a.createdAt > b.createdAt),
  )[0];
  if (!twin) return null;
  const asPath = await nameOf(change.transaction, withdrawn, twin.artifactId);
  return { kind: 'sameBytes', asPath, asSequence: twin.sequence };
}

async function addArtifact(
  { ports, change, options, namespace }: Taking,
  name: string,
  kind: ArtifactKind,
): Promise<ArtifactId> {
  const id = ports.newId() as ArtifactId;
  await change.add('artifacts', [{ id, kind: options.artifactKind ?? kind, createdAt: change.now }]);
  await change.add('bindings', [
    { id: ports.newId(), namespace, name, artifactId: id, recordedAt: change.now },
  ]);
  return id;
}

async function addVersion(
  taking: Taking,
  path: string,
  artifactId: ArtifactId,
  content: Content,
  parent: Snapshot | null,
  highestSequence: number,
): Promise<{ snapshot: Snapshot; suggestion: VersionSuggestion; rowCountChange: number | null }> {
  const { ports, change, options } = taking;
  const parentFacts = parent ? await factsOf(taking, parent) : null;
  const suggestion = suggestionFor(parentFacts, content);
  const source: SnapshotSource = content.source ??
    options.source ?? { kind: 'drop', path, lastModified: content.lastModified };
  const snapshot: Snapshot = {
    id: ports.newId() as SnapshotId,
    artifactId,
    sequence: highestSequence + 1,
    content: content.content,
    digest: content.digest,
    md5: content.md5,
    byteLength: content.byteLength,
    format: content.format,
    readingKey: content.readingKey,
    parents: parent ? [parent.id] : [],
    source,
    createdAt: change.now,
  };
  await change.add('snapshots', [snapshot]);
  const text = options.message ?? defaultMessage(suggestion, content.rowCount);
  const { version, reasons } = suggestion;
  const annotation = { snapshotId: snapshot.id, recordedAt: change.now, actor: ports.actor };
  await change.add('annotations', [
    { ...annotation, id: ports.newId(), body: { kind: 'message', text } },
    {
      ...annotation,
      id: ports.newId(),
      body: { kind: 'semanticVersion', version, isSuggested: true, reasons },
    },
  ]);
  taking.details.push({
    path,
    snapshotId: snapshot.id,
    sequence: snapshot.sequence,
    digest: content.digest,
    ...(content.digest === null ? { md5: content.md5 } : {}),
    parents: snapshot.parents,
  });
  const before = parentFacts?.table?.rowCount;
  const rowCountChange = before === undefined || content.rowCount === null ? null : content.rowCount - before;
  return { snapshot, suggestion, rowCountChange };
}

function suggestionFor(parent: ParentVersion | null, { facts, source }: Content): VersionSuggestion {
  if (!source) return suggestVersion(parent, facts);
  const suggestion = suggestVersion(parent && { ...parent, table: null, files: null }, facts);
  const reasons = ['Known only from its pointer, so nothing finer can be verified.'];
  return parent ? { ...suggestion, reasons } : suggestion;
}

async function factsOf({ change, withdrawn }: Taking, snapshot: Snapshot): Promise<ParentVersion> {
  const { transaction } = change;
  const { sequence, digest, content, readingKey } = snapshot;
  const reading = readingKey === null ? undefined : await transaction.get('readings', readingKey);
  const manifest =
    content === 'directory' && digest !== null ? await transaction.get('manifests', digest) : undefined;
  let version: string | null = null;
  let recordedAt = '';
  for (const annotation of await transaction.where('annotations', 'snapshotId', snapshot.id)) {
    if (annotation.body.kind !== 'semanticVersion' || withdrawn.has('annotations', annotation.id)) continue;
    if (annotation.recordedAt < recordedAt) continue;
    ({ recordedAt } = annotation);
    ({ version } = annotation.body);
  }
  return { sequence, version, table: reading ?? null, files: manifest ? filesOf(manifest) : null };
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

function filesOf(manifest: Manifest): Map<string, Digest> {
  return new Map(manifest.entries.map((entry) => [entry.path, entry.digest]));
}
