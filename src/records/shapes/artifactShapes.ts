import {
  choice,
  finite,
  list,
  mapOf,
  nullable,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  truth,
} from '../../lib/shape';
import type { Leakage, SharedRows } from '../../versioning/leakage';
import {
  type Annotation,
  type Artifact,
  artifactKinds,
  type Binding,
  type CodeVersion,
  type ContractFinding,
  type FoundLicence,
  type LeftOut,
  type Manifest,
  type ManifestEntry,
  type Snapshot,
  type SnapshotSource,
} from '../../versioning/records';
import { count, counter, digest, json, md5, sequence, time } from './common';

/** An artifact. */
export const artifactShape: Shape = object<Artifact>({
  id: text,
  kind: oneOf(artifactKinds),
  createdAt: time,
});

/** A name of an artifact. */
export const bindingShape: Shape = object<Binding>({
  id: text,
  namespace: text,
  name: text,
  artifactId: text,
  recordedAt: time,
  change: counter,
  kind: optional(oneOf(artifactKinds)),
  isOtherName: optional(oneOf([true])),
  same: optional(text),
});

type Source<K> = Extract<SnapshotSource, { kind: K }>;

const sourceShape = choice<SnapshotSource['kind']>('kind', {
  drop: object<Source<'drop'>>({ kind: text, path: text, lastModified: nullable(time) }),
  import: object<Source<'import'>>({ kind: text, format: text, reference: text }),
  pointer: object<Source<'pointer'>>({
    kind: text,
    pointer: oneOf(['dvc', 'git-lfs']),
    path: text,
    fileCount: nullable(count),
    etag: nullable(text),
    origin: nullable(text),
    lastModified: nullable(time),
    isExecutable: optional(oneOf([true])),
    isCanonical: optional(oneOf([false])),
  }),
  manual: object<Source<'manual'>>({ kind: text }),
});

/** A version. */
export const snapshotShape: Shape = object<Snapshot>({
  id: text,
  artifactId: text,
  sequence,
  content: oneOf(['file', 'directory', 'unknown']),
  digest: nullable(digest),
  md5: nullable(md5),
  byteLength: nullable(count),
  format: nullable(text),
  readingKey: nullable(text),
  parents: list(text),
  source: sourceShape,
  createdAt: time,
  dvcListing: optional(object({ byteLength: count, fileCount: count })),
});

/** The list of a folder’s files. */
export const manifestShape: Shape = object<Manifest>({
  digest,
  entries: list(object<ManifestEntry>({ path: text, digest, md5, byteLength: count })),
  leftOutCount: count,
  leftOut: optional(object<LeftOut>({ patterns: list(text), names: list(text) })),
});

const codeVersion: Shape = object<CodeVersion>({
  path: text,
  commit: nullable(text),
  branch: nullable(text),
  workTree: oneOf(['clean', 'changed', 'unknown']),
  changes: nullable(
    object<NonNullable<CodeVersion['changes']>>({
      modified: count,
      deleted: count,
      unmerged: count,
      untracked: count,
      ignored: optional(count),
      unknown: count,
      isStaged: nullable(truth),
    }),
  ),
  notes: list(text),
});

type Body<K> = Extract<Annotation['body'], { kind: K }>;

const contractFinding: Shape = object<ContractFinding>({
  pointer: text,
  clause: text,
  column: nullable(text),
  verdict: oneOf(['pass', 'warn', 'fail', 'unknown', 'notChecked']),
  severity: optional(nullable(text)),
  message: text,
  value: optional(text),
  failingCount: count,
  rows: list(object<ContractFinding['rows'][number]>({ row: count, key: nullable(mapOf(nullable(text))) })),
});

const foundLicence: Shape = object<FoundLicence>({
  path: text,
  way: oneOf(['field', 'text']),
  expression: text,
  agreement: nullable(finite),
});

const sharedRows: Shape = object<SharedRows>({
  count,
  share: finite,
  rows: list(object<SharedRows['rows'][number]>({ test: count, training: count })),
});

const leakage: Shape = object<Leakage>({
  columns: list(text),
  leftOut: list(text),
  target: nullable(text),
  whole: sharedRows,
  withoutTarget: nullable(sharedRows),
  repeatedShare: finite,
});

const bodyShape = choice<Annotation['body']['kind']>('kind', {
  message: object<Body<'message'>>({ kind: text, text }),
  semanticVersion: object<Body<'semanticVersion'>>({
    kind: text,
    version: text,
    isSuggested: truth,
    reasons: list(text),
  }),
  licence: object<Body<'licence'>>({ kind: text, expression: text, found: optional(list(foundLicence)) }),
  objective: object<Body<'objective'>>({ kind: text, column: nullable(text), objective: json }),
  tags: object<Body<'tags'>>({ kind: text, tags: list(text) }),
  owner: object<Body<'owner'>>({ kind: text, name: text }),
  pin: object<Body<'pin'>>({ kind: text, isPinned: truth }),
  reading: object<Body<'reading'>>({ kind: text, readingKey: text }),
  codeVersion: object<Body<'codeVersion'>>({ kind: text, repositories: list(codeVersion) }),
  driftAcknowledged: object<Body<'driftAcknowledged'>>({
    kind: text,
    columns: list(text),
    against: list(text),
    reason: text,
  }),
  incident: object<Body<'incident'>>({ kind: text, reason: nullable(text) }),
  personalData: object<Body<'personalData'>>({
    kind: text,
    column: text,
    of: text,
    says: oneOf(['confirmed', 'rejected']),
    recogniserVersion: count,
  }),
  leakage: object<Body<'leakage'>>({ kind: text, training: text, found: leakage }),
  verdict: object<Body<'verdict'>>({
    kind: text,
    contractId: text,
    at: time,
    verdict: oneOf(['pass', 'warn', 'fail', 'unknown']),
    checks: list(contractFinding),
  }),
  bytes: object<Body<'bytes'>>({
    kind: text,
    digest,
    md5,
    byteLength: count,
    format: text,
    readingKey: nullable(text),
  }),
});

/** What is said of a version. */
export const annotationShape: Shape = object<Annotation>({
  id: text,
  snapshotId: text,
  recordedAt: time,
  change: counter,
  actor: text,
  body: bodyShape,
});
