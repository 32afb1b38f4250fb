import { keyFields } from '../formats/bundle/bundleTables';
import type { Indexes, TableName } from '../operations/core/store';

/** The fields that each table can be searched by. */
export const indexFields: { readonly [T in TableName]: readonly Indexes[T][] } = {
  artifacts: ['kind'],
  bindings: ['artifactId', 'name'],
  snapshots: ['artifactId', 'digest', 'md5'],
  manifests: [],
  readings: ['digest'],
  profiles: [],
  annotations: ['snapshotId'],
  jobs: ['name'],
  runs: ['jobId'],
  observations: ['jobId', 'artifactId', 'snapshotId', 'runId'],
  events: ['runId'],
  aliasMoves: ['artifactId'],
  measurements: ['snapshotId'],
  guardrails: ['artifactId'],
  withdrawals: [],
  audit: [],
};

export const tableNames = Object.keys(keyFields) as readonly TableName[];

export function keyFieldOf(table: TableName): string {
  return keyFields[table];
}
