import type { Json } from '../../lib/json';
import type { Result } from '../../lib/result';
import type { Decision, JobId, Reference } from '../../lineage/records';
import type { Artifact, ArtifactId, Binding } from '../../versioning/records';
import { kindNow } from '../core/artifactKind';
import { type AuditWords, type ChangeWriter, commitWrittenChange } from '../core/commitChange';
import { decisionsIn } from '../core/decisions';
import { identitiesOf } from '../core/identities';
import { JobIdentities } from '../core/jobIdentities';
import type { JoinedArtifact } from '../core/joinedArtifact';
import { shownName } from '../core/names';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { artifactOf, asLatest, decision, jobOf, keyOfName, namesInWords, refuse, type Thing } from './thing';

/**
 * Makes a thing of some of the names of another. What came under the names goes with them, as far as it was stored apart: of
 * names that one source gave one thing, what was said before stays. From here on what comes under a name is of the thing that
 * has it, whatever a source says of the two ([L55]).
 */
export async function split(
  ports: OperationPorts,
  thing: Thing,
  names: readonly Reference[],
): Promise<Result<Change<Thing>, OperationFailure>> {
  return commitWrittenChange(ports, (change) =>
    thing.is === 'artifact'
      ? splitArtifact(ports, change, thing.id, names)
      : splitJob(ports, change, thing.id, names),
  );
}

/** What stands for the rest now, and the words of the entry. */
interface Split {
  readonly value: Thing;
  readonly audit: AuditWords;
}

/** What a split makes of an artifact's parts. */
interface Parting {
  /** Those that go with the names. */
  readonly going: readonly ArtifactId[];
  /** Made for names that no part has on its own; null where one has. */
  readonly made: Artifact | null;
  readonly staying: readonly ArtifactId[];
}

async function splitArtifact(
  ports: OperationPorts,
  change: ChangeWriter,
  id: ArtifactId,
  names: readonly Reference[],
): Promise<Split> {
  const artifact = await artifactOf(change, id);
  const chosen = new Set(names.map(keyOfName));
  const parting = part(ports, change, artifact, chosen);
  const target = parting.going[0] ?? parting.made!.id;
  if (parting.made) await change.add('artifacts', [parting.made]);
  await change.add('bindings', namesOf(ports, change, artifact, chosen, parting));
  const apart = [...parting.going, ...(parting.made ? [parting.made.id] : [])];
  const said = [
    ...apart.map((artifactId) => decision(ports, change, { says: 'apart', artifactId })),
    ...apart
      .slice(1)
      .map((otherArtifactId) =>
        decision(ports, change, { says: 'same', artifactId: target, otherArtifactId }),
      ),
  ];
  const rest = await restOf(ports, change, artifact, parting, said);
  await change.add('decisions', [...said, ...rest]);
  const detail = { artifactId: artifact.artifact.id, splitOff: target, names: names.map(({ name }) => name) };
  // Members come oldest first.
  const value = { is: 'artifact' as const, id: parting.staying[0]! };
  return { value, audit: splitWords(names, shownName(artifact), detail) };
}

/** Which artifact has each name on its own: the latest binding that does not join two. */
function holders({ bindings, artifact }: JoinedArtifact): ReadonlyMap<string, ArtifactId> {
  const own = new Map<string, ArtifactId>();
  for (const binding of bindings) own.set(keyOfName(binding), binding.same ?? artifact.id);
  for (const binding of bindings)
    if (binding.same === undefined) own.set(keyOfName(binding), binding.artifactId);
  return own;
}

function part(
  ports: OperationPorts,
  change: ChangeWriter,
  artifact: JoinedArtifact,
  chosen: ReadonlySet<string>,
): Parting {
  const own = holders(artifact);
  const known = [...own.keys()].filter((key) => chosen.has(key));
  if (known.length === 0) refuse('Choose at least one name to split off.');
  if (known.length === own.size) refuse('Leave at least one name: this would split off all of it.');
  const staying = new Set(artifact.ids);
  for (const id of artifact.ids) {
    const names = [...own].flatMap(([key, holder]) => (holder === id ? key : []));
    if (names.length > 0 && names.every((key) => chosen.has(key))) staying.delete(id);
  }
  const going = artifact.ids.filter((id) => !staying.has(id));
  if (staying.size === 0) refuse('Leave at least one name that its versions came under.');
  const kind = kindNow(artifact.artifact, artifact.bindings);
  const made = { id: ports.newId() as ArtifactId, kind, createdAt: change.now };
  return { going, made: going.length === 0 ? made : null, staying: [...staying] };
}

/** Binds each name anew whose latest binding is of the other side. */
function namesOf(
  ports: OperationPorts,
  change: ChangeWriter,
  { bindings }: JoinedArtifact,
  chosen: ReadonlySet<string>,
  { going, made, staying }: Parting,
): Binding[] {
  const latest = new Map(bindings.map((binding) => [keyOfName(binding), binding]));
  const target = going[0] ?? made!.id;
  let isFirst = true;
  return [...latest].flatMap(([key, { namespace, name, artifactId, same }]): Binding[] => {
    const side = chosen.has(key) ? going : staying;
    if (same === undefined && side.includes(artifactId)) return [];
    const owner = chosen.has(key) ? target : staying[0]!;
    // What is new is shown by the first of its names.
    const isShown = made !== null && owner === made.id && isFirst;
    if (isShown) isFirst = false;
    const bound = { id: ports.newId(), namespace, name, artifactId: owner, recordedAt: change.now };
    return [isShown ? bound : { ...bound, isOtherName: true }];
  });
}

/** What stays is one, also where it was so by what goes. */
async function restOf(
  ports: OperationPorts,
  change: ChangeWriter,
  { bindings }: JoinedArtifact,
  { staying }: Parting,
  said: readonly Decision[],
): Promise<readonly Decision[]> {
  const artifacts = (await change.live.getMany('artifacts', [...staying])).flatMap((each) => each ?? []);
  const decisions = [...(await decisionsIn(change.live)), ...asLatest(said)];
  const { rootOf } = identitiesOf(artifacts, bindings, decisions);
  const [first, ...others] = [...new Set(staying.map(rootOf))];
  return others.map((otherArtifactId) =>
    decision(ports, change, { says: 'same', artifactId: first!, otherArtifactId }),
  );
}

async function splitJob(
  ports: OperationPorts,
  change: ChangeWriter,
  id: JobId,
  names: readonly Reference[],
): Promise<Split> {
  const joined = await jobOf(change, id);
  const chosen = new Set(names.map(keyOfName));
  const going = joined.jobs.filter((job) => chosen.has(keyOfName(job)));
  const staying = joined.jobs.filter((job) => !chosen.has(keyOfName(job)));
  const [target, ...others] = going;
  if (!target) refuse('Choose the name of at least one of the jobs that it was merged of.');
  if (staying.length === 0) refuse('Leave at least one name: this would split off all of it.');
  const known = await decisionsIn(change.live);
  const said = [
    ...going.map((job) => decision(ports, change, { says: 'apart', jobId: job.id })),
    ...others.map((job) => decision(ports, change, { says: 'same', jobId: target.id, otherJobId: job.id })),
  ];
  const { rootOf } = new JobIdentities(staying, [...known, ...asLatest(said)]);
  const [first, ...rest] = [...new Set(staying.map((job) => rootOf(job.id)))];
  const joining = rest.map((otherJobId) =>
    decision(ports, change, { says: 'same', jobId: first!, otherJobId }),
  );
  const after = [...known, ...asLatest([...said, ...joining])];
  const named = [going, staying].flatMap((side): Decision[] => {
    const oldest = side[0]!;
    const keepsShown = chosen.has(keyOfName(joined.shown)) === (side === going);
    const { namespace, name } = keepsShown ? joined.shown : oldest;
    const now = new JobIdentities(side, after).shown(oldest);
    // What is kept is said all the same: the name may have been given to one of the other side.
    if (!keepsShown && keyOfName(now) === keyOfName({ namespace, name })) return [];
    return [decision(ports, change, { says: 'named', jobId: oldest.id, name: { namespace, name } })];
  });
  await change.add('decisions', [...said, ...joining, ...named]);
  const detail = { jobId: joined.job.id, splitOff: target.id, names: names.map(({ name }) => name) };
  const value = { is: 'job' as const, id: staying[0]!.id };
  return { value, audit: splitWords(names, joined.shown.name, detail) };
}

function splitWords(
  names: readonly Reference[],
  from: string,
  detail: Readonly<Record<string, Json>>,
): AuditWords {
  const words = namesInWords(names.map(({ name }) => name));
  return { action: 'split', subject: `${words} off ${from}`, detail };
}
