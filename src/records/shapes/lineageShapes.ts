import {
  anyNumber,
  finite,
  list,
  mapOf,
  nullable,
  object,
  oneOf,
  optional,
  type Shape,
  text,
} from '../../lib/shape';
import type { ClaimFact } from '../../lineage/claims';
import {
  type Claim,
  type ColumnLink,
  type Decision,
  type Job,
  linkPurposes,
  type Observation,
  origins,
  type PersonalScores,
  type RawEvent,
  type Run,
  type RunReference,
  runStates,
} from '../../lineage/records';
import { claimFactShape, transformations } from './claimShapes';
import { counter, digest, json, reference, time } from './common';

/** A job. */
export const jobShape: Shape = object<Job>({
  id: text,
  namespace: text,
  name: text,
  description: nullable(text),
  createdAt: time,
  otherNames: optional(list(reference)),
});

/** What sources say of runs and links. */
const claims = optional(list(claimFactShape));

/** A run. */
export const runShape: Shape = object<Run>({
  id: text,
  jobId: text,
  state: oneOf(runStates),
  startedAt: nullable(time),
  endedAt: nullable(time),
  parameters: mapOf(json),
  metrics: mapOf(anyNumber),
  codeVersion: nullable(text),
  environment: nullable(text),
  seed: nullable(finite),
  parentRunId: nullable(text),
  parentJob: optional(reference),
  root: optional(object<RunReference>({ id: text, job: nullable(reference) })),
  actor: nullable(text),
  claims,
  recordedAt: time,
});

/** What a person decided about artifacts or jobs. */
export const decisionShape: Shape = object<Decision>({
  id: text,
  says: oneOf(['same', 'apart', 'named', 'removes', 'moved', 'accepts', 'policies', 'personal']),
  artifactId: nullable(text),
  otherArtifactId: nullable(text),
  jobId: nullable(text),
  otherJobId: nullable(text),
  name: nullable(reference),
  snapshotId: optional(text),
  tag: optional(text),
  finding: optional(object<NonNullable<Decision['finding']>>({ kind: text, about: text })),
  reason: optional(nullable(text)),
  policies: optional(list(text)),
  personal: optional(
    list(object<PersonalScores>({ kind: text, escalateFrom: nullable(finite), blockFrom: nullable(finite) })),
  ),
  actor: text,
  recordedAt: time,
  change: counter,
});

const columnLink: Shape = object<ColumnLink>({
  output: nullable(text),
  inputArtifactId: nullable(text),
  from: optional(reference),
  input: text,
  transformations: optional(transformations),
});

/** A link. */
export const observationShape: Shape = object<Observation>({
  id: text,
  role: oneOf(['input', 'output']),
  jobId: text,
  runId: nullable(text),
  artifactId: text,
  snapshotId: nullable(text),
  requested: optional(text),
  purpose: optional(oneOf(linkPurposes)),
  origin: oneOf(origins),
  source: text,
  eventTime: time,
  recordedAt: time,
  columns: nullable(list(columnLink)),
  claims,
});

const claimOrigin = object<Omit<Claim, keyof ClaimFact>>({
  id: text,
  artifactId: nullable(text),
  snapshotId: nullable(text),
  jobId: nullable(text),
  runId: nullable(text),
  source: text,
  eventTime: time,
  recordedAt: time,
});

/** What a source says of an artifact, a version or a job. */
export const claimShape: Shape = (value) => claimFactShape(value) ?? claimOrigin(value);

/** A record of a source, kept as it came. */
export const eventShape: Shape = object<RawEvent>({
  digest,
  format: text,
  eventTime: time,
  runId: nullable(text),
  body: json,
});
