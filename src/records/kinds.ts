import type { Guardrail } from '../gates/guardrail';
import type { Job, Observation, RawEvent, Run } from '../lineage/records';
import type { TableProfile } from '../profile/profile';
import type { AnyReading } from '../table/reading';
import type {
  AliasMove,
  Annotation,
  Artifact,
  AuditEntry,
  Binding,
  Manifest,
  Measurement,
  Seal,
  Snapshot,
  Withdrawal,
} from '../versioning/records';
import { kindOf } from './kind';

/** The profile of the reading with that key. */
export interface StoredProfile {
  readonly key: string;
  readonly profile: TableProfile;
}

const fromTheStart = { bundle: 1, store: 5 };

/**
 * Every kind of record of a workspace, declared once: tables, indexes, pages, bundles, undo, verify and merge are derived
 * from it. In the order in which a bundle has them: what refers comes after what it refers to.
 */
export const kinds = {
  artifacts: kindOf<Artifact>()({
    noun: 'artifact',
    key: 'id',
    indexes: ['kind'],
    references: [],
    isWithdrawable: true,
    onConflict: 'keepOurs',
    isCounted: false,
    pages: { isAskedByKey: true, isJson: true },
    since: fromTheStart,
  }),
  bindings: kindOf<Binding>()({
    noun: 'name',
    key: 'id',
    indexes: ['artifactId', 'name'],
    references: [
      { path: 'artifactId', to: 'artifacts', rule: 'holds' },
      { path: 'same', to: 'artifacts', rule: 'holds' },
    ],
    isWithdrawable: true,
    onConflict: 'keepOurs',
    isCounted: true,
    pages: { isAskedByKey: false, isJson: true },
    since: fromTheStart,
  }),
  readings: kindOf<AnyReading>()({
    noun: 'reading',
    key: 'key',
    indexes: ['digest'],
    references: [],
    isWithdrawable: false,
    onConflict: 'leaveOut',
    isCounted: false,
    pages: null,
    since: fromTheStart,
  }),
  profiles: kindOf<StoredProfile>()({
    noun: 'profile',
    key: 'key',
    indexes: [],
    references: [{ path: 'key', to: 'readings', rule: 'holds' }],
    isWithdrawable: false,
    onConflict: 'leaveOut',
    isCounted: false,
    pages: null,
    since: fromTheStart,
  }),
  manifests: kindOf<Manifest>()({
    noun: 'manifest',
    key: 'digest',
    indexes: [],
    references: [],
    isWithdrawable: false,
    onConflict: 'leaveOut',
    isCounted: false,
    pages: null,
    since: fromTheStart,
  }),
  snapshots: kindOf<Snapshot>()({
    noun: 'snapshot',
    key: 'id',
    indexes: ['artifactId', 'digest', 'md5'],
    references: [
      { path: 'artifactId', to: 'artifacts', rule: 'holds' },
      { path: 'readingKey', to: 'readings', rule: 'holds' },
      { path: 'parents/*', to: 'snapshots', rule: 'holds' },
    ],
    isWithdrawable: true,
    onConflict: 'leaveOut',
    isCounted: false,
    pages: { isAskedByKey: true, isJson: true },
    since: fromTheStart,
  }),
  annotations: kindOf<Annotation>()({
    noun: 'annotation',
    key: 'id',
    indexes: ['snapshotId'],
    references: [
      { path: 'snapshotId', to: 'snapshots', rule: 'partOf' },
      // Only annotations of the kinds `bytes` and `reading` have one.
      { path: 'body/readingKey', to: 'readings', rule: 'holds' },
    ],
    isWithdrawable: true,
    onConflict: 'keepOurs',
    isCounted: true,
    pages: null,
    since: fromTheStart,
  }),
  jobs: kindOf<Job>()({
    noun: 'job',
    key: 'id',
    indexes: ['name'],
    references: [],
    isWithdrawable: true,
    onConflict: 'keepOurs',
    isCounted: false,
    pages: { isAskedByKey: true, isJson: true },
    since: fromTheStart,
  }),
  runs: kindOf<Run>()({
    noun: 'run',
    key: 'id',
    indexes: ['jobId'],
    references: [
      { path: 'jobId', to: 'jobs', rule: 'holds' },
      { path: 'parentRunId', to: 'runs', rule: 'loose' },
    ],
    isWithdrawable: true,
    onConflict: 'keepOurs',
    isCounted: false,
    // A metric may be no finite number.
    pages: { isAskedByKey: true, isJson: false },
    since: fromTheStart,
  }),
  observations: kindOf<Observation>()({
    noun: 'link',
    key: 'id',
    indexes: ['jobId', 'artifactId', 'snapshotId', 'runId'],
    references: [
      { path: 'runId', to: 'runs', rule: 'holds' },
      { path: 'jobId', to: 'jobs', rule: 'holds' },
      { path: 'artifactId', to: 'artifacts', rule: 'holds' },
      { path: 'snapshotId', to: 'snapshots', rule: 'holds' },
      { path: 'columns/*/inputArtifactId', to: 'artifacts', rule: 'holds' },
    ],
    isWithdrawable: true,
    onConflict: 'keepOurs',
    isCounted: false,
    pages: { isAskedByKey: false, isJson: true },
    since: fromTheStart,
  }),
  events: kindOf<RawEvent>()({
    noun: 'event',
    key: 'digest',
    indexes: ['runId'],
    // An event outlasts its run where that was another import's.
    references: [{ path: 'runId', to: 'runs', rule: 'loose' }],
    isWithdrawable: true,
    onConflict: 'keepOurs',
    isCounted: false,
    pages: { isAskedByKey: false, isJson: true },
    since: fromTheStart,
  }),
  aliasMoves: kindOf<AliasMove>()({
    noun: 'move of the alias',
    key: 'id',
    indexes: ['artifactId'],
    references: [
      { path: 'artifactId', to: 'artifacts', rule: 'holds' },
      { path: 'snapshotId', to: 'snapshots', rule: 'holds' },
    ],
    isWithdrawable: true,
    onConflict: 'keepOurs',
    isCounted: true,
    pages: null,
    since: { bundle: 2, store: 5 },
  }),
  measurements: kindOf<Measurement>()({
    noun: 'measurement',
    key: 'id',
    indexes: ['snapshotId'],
    references: [{ path: 'snapshotId', to: 'snapshots', rule: 'partOf' }],
    isWithdrawable: true,
    onConflict: 'keepOurs',
    isCounted: true,
    pages: null,
    since: { bundle: 2, store: 5 },
  }),
  guardrails: kindOf<Guardrail>()({
    noun: 'guardrail',
    key: 'id',
    indexes: ['artifactId'],
    references: [{ path: 'artifactId', to: 'artifacts', rule: 'partOf' }],
    isWithdrawable: true,
    onConflict: 'keepOurs',
    isCounted: true,
    pages: null,
    since: { bundle: 2, store: 5 },
  }),
  withdrawals: kindOf<Withdrawal>()({
    noun: 'withdrawal',
    key: 'id',
    indexes: [],
    references: [{ path: 'targets/*', to: null, rule: 'loose' }],
    isWithdrawable: false,
    onConflict: 'keepOurs',
    isCounted: true,
    pages: null,
    since: fromTheStart,
  }),
  audit: kindOf<AuditEntry>()({
    noun: 'audit entry',
    key: 'sequence',
    indexes: [],
    references: [],
    isWithdrawable: false,
    onConflict: 'keepOurs',
    isCounted: false,
    pages: null,
    since: fromTheStart,
  }),
  seals: kindOf<Seal>()({
    noun: 'seal',
    key: 'sequence',
    indexes: [],
    references: [],
    isWithdrawable: false,
    onConflict: 'keepOurs',
    isCounted: false,
    pages: null,
    since: { bundle: 5, store: 8 },
  }),
} as const;
