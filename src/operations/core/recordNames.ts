import type { NodeKey } from '../../lineage/graph';
import { referencesOf } from '../../records/references';
import { declarationOf, keyOf, type RecordTables, type TableName } from '../../records/tables';
import { byShownName } from './identities';
import type { LiveTransaction } from './liveTransaction';

/** What records are named by. */
export type NamedRecords = Pick<RecordTables, 'artifacts' | 'bindings' | 'snapshots' | 'jobs' | 'runs'>;

/** What people call a node: `trips.csv v3`, an artifact's or a job's name; a run by its job's. */
export function recordNames(records: NamedRecords): (key: NodeKey) => string {
  const names = namesOf(records);
  return (key) => names.get(key) ?? key;
}

/** What people call a record of any kind, such as `the move of the alias production of model.pkl`. */
export function namesOfRecords(records: NamedRecords): (table: TableName, record: unknown) => string {
  const names = namesOf(records);
  return (table, record) => {
    const own = names.get(nodeKey(table, String(keyOf(table, record))));
    if (own !== undefined) return own;
    const { name } = record as { readonly name?: string };
    const [owner] = referencesOf(table, record);
    const ofOwner = owner && ` of ${names.get(nodeKey(owner.table, owner.key)) ?? owner.key}`;
    return `the ${declarationOf(table).noun}${name === undefined ? '' : ` ${name}`}${ofOwner ?? ''}`;
  };
}

/** The same for the records of a store that are in view. */
export async function readRecordNames(live: LiveTransaction): Promise<ReturnType<typeof namesOfRecords>> {
  return namesOfRecords({
    artifacts: await live.all('artifacts'),
    bindings: await live.all('bindings'),
    snapshots: await live.all('snapshots'),
    jobs: await live.all('jobs'),
    runs: await live.all('runs'),
  });
}

/** Nodes of the graphs are named as their kinds are. */
function nodeKey(table: TableName, key: string): string {
  return `${declarationOf(table).noun}:${key}`;
}

function namesOf({ artifacts, bindings, snapshots, jobs, runs }: NamedRecords): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const byShown = bindings.toSorted(byShownName);
  for (const { id } of artifacts) names.set(`artifact:${id}`, id);
  for (const { artifactId, name } of byShown) names.set(`artifact:${artifactId}`, name);
  for (const { id, artifactId, sequence } of snapshots) {
    names.set(`snapshot:${id}`, `${names.get(`artifact:${artifactId}`) ?? artifactId} v${sequence}`);
  }
  for (const { id, name } of jobs) names.set(`job:${id}`, name);
  for (const { id, jobId } of runs) names.set(`run:${id}`, `run of ${names.get(`job:${jobId}`) ?? jobId}`);
  return names;
}
