import type { Indexes, TableName, keyFields } from '../operations/store';

type KeyFields = typeof keyFields;

/** The field that is each table's key: the types hold it equal to `keyFields` of operations. */
const keys: KeyFields = {
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
};

/** The fields that each table can be searched by. */
export const indexFields: { readonly [T in TableName]: readonly Indexes[T][] } = {
  artifacts: ['kind'],
  bindings: ['artifactId', 'name'],
  snapshots: ['artifactId', 'digest'],
  manifests: [],
  readings: ['digest'],
  profiles: [],
  annotations: ['snapshotId'],
  jobs: ['name'],
  runs: ['jobId'],
  observations: ['jobId', 'artifactId', 'snapshotId', 'runId'],
  events: ['runId'],
  withdrawals: [],
  audit: [],
};

export const tableNames = Object.keys(keys) as readonly TableName[];

export function keyFieldOf(table: TableName): string {
  return keys[table];
}
