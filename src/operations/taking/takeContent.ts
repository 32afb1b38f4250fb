import type { JsonObject } from '../../lib/json';
import type { MadeReading } from '../../profile/tablePart';
import { isFailed } from '../../table/reading';
import { defaultMessage } from '../../versioning/defaultMessage';
import type { Digest, Md5 } from '../../versioning/digest';
import type {
  ArtifactId,
  ArtifactKind,
  Snapshot,
  SnapshotContent,
  SnapshotId,
  SnapshotSource,
} from '../../versioning/records';
import {
  isTable,
  suggestVersion,
  type ParentVersion,
  type VersionFacts,
  type VersionSuggestion,
} from '../../versioning/semanticVersion';
import type { FindInFolders } from './folderBytes';
import { type NamedArtifact, readJoined } from '../core/joinedArtifact';
import { findNamed, shownBinding, versionName, versionsOf } from '../core/names';
import type { NamedVersion, SnapshotOutcome } from '../core/outcome';
import { factsOf } from '../core/parentVersion';
import { bindPointers, type BytesHere, findBytes, namedVersion, noteBytes } from './pointerBinding';
import { awaitsBytes, boundSnapshot, isSameBytes, mayBeSameBytes } from '../core/pointerBytes';
import type { ParentReadAgain, UnitOptions } from './snapshotUnit';
import { takeKnownBytes, takeParentFacts, type TakingReadings } from './takenReadings';

/** One unit while it is taken: what it is given, and what its audit entry will say. */
export interface Taking extends TakingReadings {
  readonly findInFolders: FindInFolders;
  readonly options: UnitOptions;
  readonly namespace: string;
  /** What the audit entry says of each artifact that changed. */
  readonly details: JsonObject[];
  /** And of versions under other names, known from pointers, whose bytes these turned out to be. */
  readonly bytesOf: JsonObject[];
  /** Digests of folders whose list was not there, or said otherwise, and is put right. */
  readonly mended: Digest[];
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
  /** What reading it as a table gave; null where it is none, or its bytes are not here. */
  readonly made: MadeReading | null;
  readonly parentReadAgain?: ParentReadAgain;
  readonly dvcListing?: NonNullable<Snapshot['dvcListing']>;
  readonly facts: VersionFacts;
  /** Of an artifact that is new. */
  readonly artifactKind: ArtifactKind;
  readonly lastModified: Snapshot['createdAt'] | null;
  /** Of a pointer; else it was dropped. */
  readonly source?: Extract<SnapshotSource, { kind: 'pointer' }>;
}

/**
 * Makes a version of the artifact of that name, where the bytes are not its latest already; the artifact, too, where there
 * is none. Bytes are bound to what pointers say of them, whatever each is called and whichever came first.
 */
export async function takeContent(taking: Taking, path: string, content: Content): Promise<SnapshotOutcome> {
  return content.source ? takePointed(taking, path, content) : takeBytes(taking, path, content);
}

async function takeBytes(taking: Taking, path: string, content: Content): Promise<SnapshotOutcome> {
  const outcome = await takeNamed(taking, path, content);
  const { digest, md5, byteLength } = content;
  if (digest === null || md5 === null || byteLength === null) return outcome;
  const bytes = { ...content, digest, md5, byteLength };
  const bound = await bindElsewhere(taking, [bytes], outcome.snapshotId);
  return bound.length > 0 ? { ...outcome, alsoBytesOf: bound } : outcome;
}

/** Binds what pointers under other names say of these bytes, and puts it on the audit entry. */
export async function bindElsewhere(
  taking: Taking,
  bytes: readonly BytesHere[],
  besides: SnapshotId,
): Promise<readonly NamedVersion[]> {
  const bound = await bindPointers(taking, bytes, new Set([besides]));
  for (const { path, snapshotId, sequence } of bound) taking.bytesOf.push({ path, snapshotId, sequence });
  return bound;
}

/** A version by its pointer; where its bytes are here under another name, or in a folder, it is bound to them at once. */
async function takePointed(taking: Taking, path: string, content: Content): Promise<SnapshotOutcome> {
  const { change } = taking;
  const known = await findBytes(taking, content);
  const facts = known ? await factsOf(change.live, known.snapshot) : content.facts;
  const outcome = await takeNamed(taking, path, { ...content, facts });
  if (outcome.isOnlyPointer !== true) return outcome;
  const here = known
    ? { bytes: known.bytes, knownAs: await namedVersion(taking, known.snapshot) }
    : await taking.findInFolders(content);
  if (!here) return outcome;
  const { bytes, knownAs } = here;
  await noteBytes(taking, outcome.snapshotId, bytes);
  taking.bytesOf.push({
    path,
    snapshotId: outcome.snapshotId,
    knownAs: knownAs.path,
    asSequence: knownAs.sequence,
  });
  const { isOnlyPointer: _bound, ...rest } = outcome;
  return { ...rest, bytesKnownAs: knownAs };
}

async function takeNamed(taking: Taking, path: string, content: Content): Promise<SnapshotOutcome> {
  const { change, namespace } = taking;
  const named = (await chosenArtifact(taking, path)) ?? (await findNamed(change.live, namespace, path));
  if (!named) {
    const twin = await findTwin(taking, content);
    const artifactId = await addArtifact(taking, path, content.artifactKind);
    const { snapshot } = await addVersion(taking, path, artifactId, content, null, 0);
    const what = twin ?? ({ kind: 'newArtifact' } as const);
    return {
      path,
      what,
      artifactId,
      snapshotId: snapshot.id,
      ...onlyPointer(snapshot),
      ...failureOf(content),
    };
  }
  const artifactId = named.artifact.id;
  const { latest, highestSequence, told } = await versionsOf(change.live, named);
  const known = await bindBytes(taking, path, content, latest, told);
  if (known) {
    const what = { kind: 'bytesArrived', sequence: known.sequence } as const;
    return { path, what, artifactId, snapshotId: known.id, ...failureOf(content) };
  }
  if (latest && isSameBytes(latest, content)) {
    return {
      path,
      ...(await takeKnownBytes(taking, latest, content.made)),
      artifactId,
      snapshotId: latest.id,
      ...onlyPointer(latest),
    };
  }
  const { snapshot, suggestion, rowCountChange } = await addVersion(
    taking,
    path,
    named.storedUnder,
    content,
    latest,
    highestSequence,
  );
  return {
    path,
    what: { kind: 'newVersion', sequence: snapshot.sequence, suggestion, rowCountChange },
    artifactId,
    snapshotId: snapshot.id,
    ...onlyPointer(snapshot),
    ...failureOf(content),
  };
}

/** The artifact that a person said a file is the next version of. A name that none has yet is bound to it, for the next drop. */
async function chosenArtifact(
  { ports, change, options, namespace }: Taking,
  path: string,
): Promise<NamedArtifact | null> {
  const id = options.nextOf?.get(path);
  const chosen = id ? await readJoined(change.live, id) : null;
  if (!chosen) return null;
  const storedUnder = shownBinding(chosen)?.artifactId ?? chosen.artifact.id;
  if (!(await findNamed(change.live, namespace, path))) {
    const name = { namespace, name: path, artifactId: storedUnder, isOtherName: true } as const;
    await change.add('bindings', [{ ...name, id: ports.newId(), recordedAt: change.now }]);
  }
  return { ...chosen, storedUnder };
}

function failureOf({ made }: Content): Pick<SnapshotOutcome, 'failure'> {
  return made && isFailed(made.reading) ? { failure: made.reading.failure } : {};
}

function onlyPointer(snapshot: Snapshot): { readonly isOnlyPointer?: true } {
  return snapshot.source.kind === 'pointer' && awaitsBytes(snapshot) ? { isOnlyPointer: true } : {};
}

/**
 * Notes beside the version that a pointer or an import gave what its bytes are, now that they are here: the snapshot stays as it
 * is (I1), and the bytes make no version of their own. The latest version comes first, then the others from the
 * newest. Null where no version awaits these bytes.
 */
async function bindBytes(
  taking: Taking,
  path: string,
  content: Content,
  latest: Snapshot | null,
  told: readonly Snapshot[],
): Promise<Snapshot | null> {
  const { ports, change } = taking;
  const { digest, md5, byteLength, format, readingKey } = content;
  if (digest === null || md5 === null || byteLength === null) return null;
  if (latest && !awaitsBytes(latest) && isSameBytes(latest, content)) return null;
  let known: Snapshot | null = null;
  for (const version of told) {
    if (!mayBeSameBytes(version, content)) continue;
    const bound = await boundSnapshot(change.live, version);
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
  { change }: Taking,
  { digest, content }: Content,
): Promise<Extract<SnapshotOutcome['what'], { kind: 'sameBytes' }> | null> {
  if (digest === null) return null;
  const twins = (await change.live.where('snapshots', 'digest', digest)).filter(
    (snapshot) => snapshot.content === content,
  );
  // The earliest: what the others were copied from, as far as anyone knows.
  const twin = twins.toSorted((a, b) =>
    a.createdAt < b.createdAt ? -1 : Number(a.createdAt > b.createdAt),
  )[0];
  if (!twin) return null;
  const { name: asPath, sequence: asSequence } = await versionName(change.live, twin);
  return { kind: 'sameBytes', asPath, asSequence };
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
  const parentFacts = parent
    ? await takeParentFacts(taking, parent, content.facts, content.parentReadAgain)
    : null;
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
    ...(content.dvcListing && { dvcListing: content.dvcListing }),
  };
  await change.add('snapshots', [snapshot]);
  const text = options.message ?? defaultMessage(suggestion, content.facts);
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
  const [before, after] = [parentFacts?.table ?? null, content.facts.table];
  const rowCountChange = isTable(before) && isTable(after) ? after.rowCount - before.rowCount : null;
  return { snapshot, suggestion, rowCountChange };
}

function suggestionFor(parent: ParentVersion | null, { facts, source }: Content): VersionSuggestion {
  if (!source || facts.table || facts.files) return suggestVersion(parent, facts);
  const suggestion = suggestVersion(parent && { ...parent, table: null, files: null }, facts);
  const reasons = ['Known only from its pointer, so nothing finer can be verified.'];
  return parent ? { ...suggestion, reasons } : suggestion;
}
