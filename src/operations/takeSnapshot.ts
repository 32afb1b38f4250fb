import type { JsonObject } from '../lib/json';
import { err, ok, type Result } from '../lib/result';
import type { PrefixRequest } from '../table/reading';
import { defaultMessage } from '../versioning/defaultMessage';
import type { Digest, Md5 } from '../versioning/digest';
import type {
  ArtifactId,
  ArtifactKind,
  Manifest,
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
        ? [await takeFile(taking, unit, unit.path)]
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
  readonly byteLength: number;
  readonly tables: readonly UnitFile[];
  readonly unread: readonly OperationFailure[];
}

function readFolder(unit: DirectoryUnit, ports: OperationPorts): Folder {
  const files = unit.files.map(({ path, ingested }) => ({
    path,
    digest: ingested.digest,
    md5: ingested.md5,
    byteLength: ingested.byteLength,
  }));
  const built = buildManifest(files, ports);
  const manifest = { ...built, leftOutCount: built.leftOutCount + unit.leftOutCount };
  const kept = new Set(manifest.entries.map((entry) => entry.path));
  const inside = unit.files.filter((file) => kept.has(file.path));
  return {
    manifest,
    md5: dvcDirMd5(manifest.entries, ports),
    byteLength: manifest.entries.reduce((sum, entry) => sum + entry.byteLength, 0),
    tables: inside.filter(({ ingested }) => ingested.table !== null && ingested.failure === null),
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
  const own = await takeContent(taking, unit.name, {
    content: 'directory',
    digest: folder.manifest.digest,
    md5: folder.md5,
    byteLength: folder.byteLength,
    format: 'directory',
    readingKey: null,
    facts: { table: null, files: filesOf(folder.manifest) },
    rowCount: null,
    artifactKind: folder.manifest.leftOutCount > 0 ? 'code' : 'dataset',
    lastModified: null,
  });
  await transaction.addMissing('manifests', [folder.manifest]);
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
  return outcomes;
}

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
  readonly digest: Digest;
  readonly md5: Md5;
  readonly byteLength: number;
  readonly format: string;
  readonly readingKey: string | null;
  readonly facts: VersionFacts;
  readonly rowCount: number | null;
  /** Of an artifact that is new. */
  readonly artifactKind: ArtifactKind;
  readonly lastModified: Snapshot['createdAt'] | null;
}

async function takeContent(taking: Taking, path: string, content: Content): Promise<SnapshotOutcome> {
  const { change, withdrawn, namespace } = taking;
  const named = await findNamed(change.transaction, withdrawn, namespace, path);
  if (!named) {
    const twin = await findTwin(taking, content);
    const artifactId = await addArtifact(taking, path, content.artifactKind);
    const { snapshot } = await addVersion(taking, path, artifactId, content, null, 0);
    return { path, what: twin ?? { kind: 'newArtifact' }, artifactId, snapshotId: snapshot.id };
  }
  const { latest, highestSequence } = await versionsOf(change.transaction, withdrawn, named.id);
  if (latest?.digest === content.digest && latest.content === content.content) {
    return {
      path,
      what: { kind: 'unchanged', sinceSequence: latest.sequence },
      artifactId: named.id,
      snapshotId: latest.id,
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
  };
}

async function findTwin(
  { change, withdrawn }: Taking,
  { digest, content }: Content,
): Promise<Extract<SnapshotOutcome['what'], { kind: 'sameBytes' }> | null> {
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
  const suggestion = suggestVersion(parentFacts, content.facts);
  const source: SnapshotSource = options.source ?? { kind: 'drop', path, lastModified: content.lastModified };
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
    parents: snapshot.parents,
  });
  const before = parentFacts?.table?.rowCount;
  const rowCountChange = before === undefined || content.rowCount === null ? null : content.rowCount - before;
  return { snapshot, suggestion, rowCountChange };
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
