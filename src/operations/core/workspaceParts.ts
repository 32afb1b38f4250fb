import type { Baseline } from '../../drift/baseline';
import type { StoredContract } from '../../gates/contract/storedContract';
import type { Waiver } from '../../gates/contract/waiver';
import { foldWaivers } from './waiversOf';
import { inOrderOfChange, latestOf } from '../../versioning/changeOrder';
import type { Guardrail } from '../../gates/guardrail';
import type { Claim, Job, Observation, Run } from '../../lineage/records';
import { compareClaims, lastClaim, lastClaims, type TimedClaim } from '../../lineage/claims';
import { isFailed } from '../../table/reading';
import type { Annotation, Artifact, Binding, Manifest, Snapshot } from '../../versioning/records';
import { millisecondsFromTimestamp } from '../../versioning/timestamp';
import type { AliasView } from './aliases';
import { compareText } from './arrival';
import { bytesPlaceOf, type KeptStates } from './bytesPlace';
import { unreadKey } from './unread';
import { foldGuardrails } from './guardrailsAsked';
import { byShownName } from './identities';
import { withBytes } from './pointerBytes';
import { type KnownReadings, readingInUse } from './readingInUse';
import type { ArtifactView, JobView, RunView, SnapshotView } from './workspace';

/** What a version is shown from. */
export interface SnapshotParts {
  readonly snapshot: Snapshot;
  /** Its own, in order of time. */
  readonly annotations: readonly Annotation[];
  /** What sources say of it, in order of event time. */
  readonly claims: readonly Claim[];
  /** Names of the aliases that stand on it, in order. */
  readonly aliases: readonly string[];
  readonly readings: KnownReadings;
  readonly manifestOf: (digest: string) => Manifest | undefined;
  readonly keptStates: KeptStates;
  readonly unread: ReadonlySet<string>;
}

/** A version as people see it. */
export function snapshotView(parts: SnapshotParts): SnapshotView {
  const { annotations } = parts;
  const latest = <K extends Annotation['body']['kind']>(
    kind: K,
  ): Extract<Annotation['body'], { kind: K }> | null => {
    const found = annotations.findLast(({ body }) => body.kind === kind);
    return found ? (found.body as Extract<Annotation['body'], { kind: K }>) : null;
  };
  const snapshot = withBytes(parts.snapshot, latest('bytes'));
  const { digest } = snapshot;
  const inUse = readingInUse(snapshot, annotations, parts.readings);
  const semanticVersion = latest('semanticVersion');
  return {
    snapshot,
    artifactId: snapshot.artifactId,
    aliases: parts.aliases,
    reading: inUse && !isFailed(inUse) ? inUse : null,
    failedReading: inUse && isFailed(inUse) ? inUse : null,
    readings: digest === null ? [] : parts.readings.ofDigest(digest),
    isClaimed:
      (inUse !== null && parts.readings.isClaimed(inUse.key)) ||
      (digest !== null && parts.unread.has(unreadKey('manifests', digest))),
    // What a person says holds over what a source says.
    message: latest('message')?.text ?? lastClaim(parts.claims, 'documentation')?.text ?? null,
    semanticVersion: semanticVersion && {
      version: semanticVersion.version,
      isSuggested: semanticVersion.isSuggested,
      reasons: semanticVersion.reasons,
    },
    licence: latest('licence')?.expression ?? null,
    foundLicences: latest('licence')?.found ?? [],
    objectives: annotations.flatMap(({ body, recordedAt }) =>
      body.kind === 'objective' ? { column: body.column, objective: body.objective, at: recordedAt } : [],
    ),
    tags: latest('tags')?.tags ?? [],
    owner: latest('owner')?.name ?? lastClaim(parts.claims, 'owners')?.owners[0]?.name ?? null,
    code: latest('codeVersion')?.repositories ?? [],
    bytes: bytesPlaceOf(snapshot, digest === null ? undefined : parts.manifestOf(digest), parts.keptStates),
    verdict: latest('verdict'),
    isPinned: latest('pin')?.isPinned ?? false,
    incident: latest('incident')?.reason ?? null,
    ...saidBeside(annotations),
  };
}

/** What holds beside what was said before, and not in its place. */
function saidBeside(
  annotations: readonly Annotation[],
): Pick<SnapshotView, 'personalData' | 'leakage' | 'acknowledgements'> {
  return {
    personalData: annotations.flatMap(({ body, actor, recordedAt }) =>
      body.kind === 'personalData'
        ? {
            column: body.column,
            of: body.of,
            says: body.says,
            recogniserVersion: body.recogniserVersion,
            actor,
            at: recordedAt,
          }
        : [],
    ),
    leakage: annotations.flatMap(({ body }) =>
      body.kind === 'leakage' ? { training: body.training, found: body.found } : [],
    ),
    acknowledgements: annotations.flatMap(({ body, actor, recordedAt }) =>
      body.kind === 'driftAcknowledged'
        ? { columns: body.columns, against: body.against, reason: body.reason, actor, at: recordedAt }
        : [],
    ),
  };
}

/** What an artifact is shown from. */
export interface ArtifactParts {
  /** As what it is now. */
  readonly artifact: Artifact;
  /** Its own, in order of time. */
  readonly bindings: readonly Binding[];
  readonly snapshots: readonly SnapshotView[];
  readonly aliases: readonly AliasView[];
  readonly guardrails: readonly Guardrail[];
  readonly baselines: readonly Baseline[];
  readonly contracts: readonly StoredContract[];
  readonly waivers: readonly Waiver[];
  /** In order of event time. */
  readonly claims: readonly Claim[];
}

/** An artifact as people see it. */
export function artifactView(parts: ArtifactParts): ArtifactView {
  const { artifact, bindings, aliases } = parts;
  const names = distinctNames(bindings.toSorted(byShownName));
  const { namespace, name } = names.at(-1) ?? { namespace: '', name: artifact.id };
  return {
    artifact,
    namespace,
    name,
    names,
    snapshots: parts.snapshots.toSorted((a, b) => a.snapshot.sequence - b.snapshot.sequence),
    aliases,
    guardrails: foldGuardrails(parts.guardrails),
    baseline: latestOf(parts.baselines)?.choice ?? { kind: 'default' },
    contracts: inOrderOfChange(parts.contracts),
    waivers: foldWaivers(parts.waivers),
    claims: parts.claims,
  };
}

/** Each as often as it came to be the name: one that is bound again to say what the artifact is is no further one. */
function distinctNames(bindings: readonly Binding[]): ArtifactView['names'] {
  return bindings
    .filter(({ namespace, name }, at) => {
      const before = bindings[at - 1];
      return before?.name !== name || before.namespace !== namespace;
    })
    .map(({ namespace, name }) => ({ namespace, name }));
}

/** A run with what it read and wrote. */
export function runView(run: Run, job: Job, observations: readonly Observation[]): RunView {
  const { startedAt, endedAt } = run;
  return {
    run,
    job,
    inputs: firstOfEach(observations, 'input'),
    outputs: firstOfEach(observations, 'output'),
    durationMs:
      startedAt !== null && endedAt !== null
        ? millisecondsFromTimestamp(endedAt) - millisecondsFromTimestamp(startedAt)
        : null,
    time: startedAt ?? endedAt ?? run.recordedAt,
  };
}

/**
 * One observation a snapshot or artifact, with what all of them say of it: several events of a run tell of one, and what the
 * last says of its rows holds.
 */
function firstOfEach(observations: readonly Observation[], role: Observation['role']): Observation[] {
  const first = new Map<string, Observation>();
  const claiming = new Map<string, Observation[]>();
  for (const observation of observations) {
    if (observation.role !== role) continue;
    const key = observation.snapshotId ?? observation.artifactId;
    if (!first.has(key)) first.set(key, observation);
    if (!observation.claims) continue;
    const own = claiming.get(key);
    if (own) own.push(observation);
    else claiming.set(key, [observation]);
  }
  if (claiming.size === 0) return [...first.values()];
  return Array.from(first, ([key, observation]) => {
    const { artifactId, snapshotId } = observation;
    // What was said before its version was told is of the version.
    const before = snapshotId === null ? [] : (claiming.get(artifactId) ?? []);
    const told = claiming.get(key) ?? [];
    if (before.length === 0 && told.every((each) => each === observation)) return observation;
    const claims = lastClaims([...claimsInOrder(before), ...claimsInOrder(told)]);
    return claims.length > 0 ? { ...observation, claims } : observation;
  });
}

/** What links say, in the order in which it holds. */
function claimsInOrder(observations: readonly Observation[]): readonly TimedClaim[] {
  return observations
    .flatMap(({ claims, eventTime }) => claims?.map((claim) => ({ ...claim, eventTime })) ?? [])
    .sort(compareClaims);
}

/** A job with its runs. */
export function jobView(job: Job, runs: readonly RunView[], claims: readonly Claim[]): JobView {
  return {
    job,
    runs: runs.toSorted((a, b) => compareText(a.time, b.time) || compareText(a.run.id, b.run.id)),
    claims,
  };
}
