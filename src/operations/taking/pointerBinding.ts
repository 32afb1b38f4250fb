import type { Digest, Md5 } from '../../versioning/digest';
import type { Annotation, Snapshot, SnapshotContent, SnapshotId } from '../../versioning/records';
import type { ChangeWriter } from '../core/commitChange';
import { versionName } from '../core/names';
import type { NamedVersion } from '../core/outcome';
import {
  awaitsBytes,
  boundSnapshot,
  type ByteIdentity,
  isSameBytes,
  isToldVersion,
} from '../core/pointerBytes';
import type { OperationPorts } from '../core/ports';
import { readReadingInUse } from '../core/readingInUse';

/** Bytes that are here whole, whatever they are called. */
export interface BytesHere {
  readonly content: SnapshotContent;
  readonly digest: Digest;
  readonly md5: Md5;
  readonly byteLength: number;
  readonly format: string;
  readonly readingKey: string | null;
}

/** What a change of versions is made of. */
interface Binding {
  readonly ports: OperationPorts;
  readonly change: ChangeWriter;
}

/**
 * Notes beside every version that is known from a pointer or an import alone, and is these bytes, that they are here: by MD5 or
 * digest, under whatever name. Gives the versions, those in `besides` left out. Rule [V27].
 */
export async function bindPointers(
  binding: Binding,
  bytes: readonly BytesHere[],
  besides: ReadonlySet<SnapshotId>,
): Promise<readonly NamedVersion[]> {
  const { change } = binding;
  const bound: NamedVersion[] = [];
  for (const snapshot of await candidates(binding, bytes)) {
    if (!isToldVersion(snapshot) || besides.has(snapshot.id)) continue;
    const known = await boundSnapshot(change.live, snapshot);
    const here = awaitsBytes(known) ? bytes.find((each) => isSameBytes(known, each)) : undefined;
    if (!here) continue;
    await noteBytes(binding, snapshot.id, here);
    bound.push(await namedVersion(binding, snapshot));
  }
  return bound.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)) || a.sequence - b.sequence);
}

/** The version under which the bytes that a pointer stands for are known: the latest taken of several; null for none. */
export async function findBytes(
  binding: Pick<Binding, 'change'>,
  identity: ByteIdentity,
): Promise<{ readonly snapshot: Snapshot; readonly bytes: BytesHere } | null> {
  let found: { readonly snapshot: Snapshot; readonly bytes: BytesHere } | null = null;
  for (const candidate of await candidates(binding, [identity])) {
    const snapshot = await boundSnapshot(binding.change.live, candidate);
    const { content, digest, md5, byteLength, format } = snapshot;
    if (digest === null || md5 === null || byteLength === null || format === null) continue;
    if (!isSameBytes(snapshot, identity)) continue;
    if (found && found.snapshot.createdAt >= snapshot.createdAt) continue;
    const reading = await readReadingInUse(binding.change.live, snapshot);
    const readingKey = reading?.key ?? null;
    found = { snapshot, bytes: { content, digest, md5, byteLength, format, readingKey } };
  }
  return found;
}

/** Says beside a pointer's version what its bytes are (I1). */
export async function noteBytes(
  { ports, change }: Binding,
  snapshotId: SnapshotId,
  { digest, md5, byteLength, format, readingKey }: BytesHere,
): Promise<void> {
  const body: Annotation['body'] = { kind: 'bytes', digest, md5, byteLength, format, readingKey };
  await change.add('annotations', [
    { id: ports.newId(), snapshotId, recordedAt: change.now, actor: ports.actor, body },
  ]);
}

/** A version by the name and the number that people know it by now. */
export async function namedVersion(
  { change }: Pick<Binding, 'change'>,
  snapshot: Snapshot,
): Promise<NamedVersion> {
  const { name, sequence } = await versionName(change.live, snapshot);
  return { snapshotId: snapshot.id, path: name, sequence };
}

/** Versions in view with one of the MD5s or digests, each once. */
async function candidates(
  { change: { live } }: Pick<Binding, 'change'>,
  identities: readonly Pick<ByteIdentity, 'md5' | 'digest'>[],
): Promise<Iterable<Snapshot>> {
  const md5s = identities.flatMap(({ md5 }) => md5 ?? []);
  const digests = identities.flatMap(({ digest }) => digest ?? []);
  const found = [
    ...(await live.whereAny('snapshots', 'md5', md5s)),
    ...(await live.whereAny('snapshots', 'digest', digests)),
  ];
  return new Map(found.map((snapshot) => [snapshot.id, snapshot])).values();
}
