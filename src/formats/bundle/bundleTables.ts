import type { Job, Observation, RawEvent, Run } from '../../lineage/records';
import type { TableProfile } from '../../profile/profile';
import type { AnyReading } from '../../table/reading';
import type { Guardrail } from '../../gates/guardrail';
import type {
  AliasMove,
  Annotation,
  Artifact,
  AuditEntry,
  Binding,
  Manifest,
  Measurement,
  Snapshot,
  Withdrawal,
} from '../../versioning/records';

/** Everything that a workspace's store holds, as a bundle carries it. */
export interface BundleTables {
  readonly artifacts: readonly Artifact[];
  readonly bindings: readonly Binding[];
  readonly snapshots: readonly Snapshot[];
  readonly manifests: readonly Manifest[];
  readonly readings: readonly AnyReading[];
  readonly profiles: readonly { readonly key: string; readonly profile: TableProfile }[];
  readonly annotations: readonly Annotation[];
  readonly jobs: readonly Job[];
  readonly runs: readonly Run[];
  readonly observations: readonly Observation[];
  readonly events: readonly RawEvent[];
  readonly aliasMoves: readonly AliasMove[];
  readonly measurements: readonly Measurement[];
  readonly guardrails: readonly Guardrail[];
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
  aliasMoves: 'id',
  measurements: 'id',
  guardrails: 'id',
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
  'aliasMoves',
  'measurements',
  'guardrails',
  'withdrawals',
  'audit',
] as const satisfies readonly BundleTableName[];

/** Tables that bundles of version 1 did not have yet. */
export const tablesSinceVersion2: readonly BundleTableName[] = ['aliasMoves', 'measurements', 'guardrails'];

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
  aliasMoves: [],
  measurements: [],
  guardrails: [],
  withdrawals: [],
  audit: [],
};
