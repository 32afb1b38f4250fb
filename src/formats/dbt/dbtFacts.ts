import type { ClaimFact } from '../../lineage/claims';
import type { DatasetFact } from '../../lineage/facts';
import type { Reference } from '../../lineage/records';
import { parseTimestamp, type Timestamp } from '../../versioning/timestamp';
import { dbtNamespace } from './dbtNames';
import type { RelationParts } from './records';

/** A unique id as a name. */
export function nameOf(id: string): Reference {
  return { namespace: dbtNamespace, name: id };
}

/** A dataset that goes by a unique id. */
export function datasetOf(id: string): DatasetFact {
  return { ...nameOf(id), kind: null, otherNames: [], version: null, columnSources: [] };
}

/** Database, schema and table, outermost first. */
export function hierarchyOf({ database, schema, name }: RelationParts): ClaimFact {
  const levels = [
    ...(database === null ? [] : [{ type: 'DATABASE', name: database }]),
    ...(schema === null ? [] : [{ type: 'SCHEMA', name: schema }]),
    { type: 'TABLE', name },
  ];
  return { about: 'hierarchy', body: { levels } };
}

/** Null where there is no time, or none that can be read. */
export function timeOf(text: string | null): Timestamp | null {
  const time = text === null ? null : parseTimestamp(text);
  return time?.ok === true ? time.value : null;
}
