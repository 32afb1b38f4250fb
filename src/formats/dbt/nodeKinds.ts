import type { ArtifactKind } from '../../versioning/records';
import type { NodeRecord } from './records';

/** They make nothing that others could depend on. */
const jobsAlone = new Set([
  'test',
  'unit_test',
  'analysis',
  'operation',
  'sql_operation',
  'sql operation',
  'rpc',
]);
const tables = new Set(['model', 'seed', 'snapshot', 'source']);
const known = new Set([
  ...jobsAlone,
  ...tables,
  'exposure',
  'metric',
  'semantic_model',
  'saved_query',
  'function',
]);

/** Whether dbt is known to have such a resource type. */
export function isKnownType(type: string): boolean {
  return known.has(type);
}

/** Whether a node of that type does something; a source is only there. */
export function isJob(type: string): boolean {
  return type !== 'source';
}

/** Whether a node makes something that others may depend on; of tests only those that store their failures in a table. */
export function makesDataset({ type, relation }: Pick<NodeRecord, 'type' | 'relation'>): boolean {
  return !jobsAlone.has(type) || (type === 'test' && relation !== null);
}

/** Whether it is a table or view of the database. */
export function isTable(type: string): boolean {
  return tables.has(type);
}

/** What a node is as an artifact: an exposure by its own type, such as `dashboard` or `ml`. */
export function artifactKindOf(type: string, subtype: string | null): ArtifactKind {
  if (tables.has(type)) return 'dataset';
  if (type === 'function') return 'code';
  if (type === 'test') return 'report';
  if (type !== 'exposure') return 'other';
  if (subtype === 'ml') return 'model';
  return subtype === 'application' ? 'endpoint' : 'report';
}

/** The resource type that a unique id begins with; empty where it has none. */
export function typeOfId(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf('.')));
}
