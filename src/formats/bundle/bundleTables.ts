import type { Job, Observation, RawEvent, Run } from '../../lineage/records';
import type { TableProfile } from '../../profile/profile';
import type { Reading } from '../../table/reading';
import type {
  Annotation,
  Artifact,
  AuditEntry,
  Binding,
  Manifest,
  Snapshot,
  Withdrawal,
} from '../../versioning/records';

/** Everything that a workspace's store holds, as a bundle carries it. */
export interface BundleTables {
  readonly artifacts: readonly Artifact[];
  readonly bindings: readonly Binding[];
  readonly snapshots: readonly Snapshot[];
  readonly manifests: readonly Manifest[];
  readonly readings: readonly Reading[];
  readonly profiles: readonly { readonly key: string; readonly profile: TableProfile }[];
  readonly annotations: readonly Annotation[];
  readonly jobs: readonly Job[];
  readonly runs: readonly Run[];
  readonly observations: readonly Observation[];
  readonly events: readonly RawEvent[];
  readonly withdrawals: readonly Withdrawal[];
  readonly audit: readonly AuditEntry[];
}

export type BundleTableName = keyof BundleTables;

/** The field that is each table's key, in a bundle and in a store. */
export const keyFields = {
  artifacts: 'id',
  bindings: 'id',
  snapshots: 'id',
  manifests: 'digest',
  readings: 'key',
  profiles: 'key',
  annotations: 'id',
  jobs: 'id',
  runs: 'id',
  observations: 'id',
  events: 'digest',
  withdrawals: 'id',
  audit: 'sequence',
} as const satisfies { readonly [T in BundleTableName]: keyof BundleTables[T][number] };

/** In the order in which a bundle has them: what refers comes after what it refers to. */
export const bundleTableNames = [
  'artifacts',
  'bindings',
  'readings',
  'profiles',
  'manifests',
  'snapshots',
  'annotations',
  'jobs',
  'runs',
  'observations',
  'events',
  'withdrawals',
  'audit',
] as const satisfies readonly BundleTableName[];

export const emptyBundleTables: BundleTables = {
  artifacts: [],
  bindings: [],
  snapshots: [],
  manifests: [],
  readings: [],
  profiles: [],
  annotations: [],
  jobs: [],
  runs: [],
  observations: [],
  events: [],
  withdrawals: [],
  audit: [],
};
