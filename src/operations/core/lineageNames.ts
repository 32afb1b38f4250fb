import type { Job } from '../../lineage/records';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { Artifact, Binding } from '../../versioning/records';
import type { Indexes, Tables } from '../../records/tables';
import type { LiveTransaction } from './liveTransaction';

/** A (namespace, name) as one text, no two alike: the length says where the name begins. */
export function nameKey({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace.length} ${namespace} ${name}`;
}

/** Past this many names, reading a whole table is quicker than asking for each. */
const manyNames = 64;

/** The artifact that each of many names is bound to, by `nameKey`; of two bindings the later holds. */
export async function artifactsNamed(
  live: LiveTransaction,
  names: readonly { readonly namespace: string; readonly name: string }[],
): Promise<Map<string, Artifact>> {
  const wanted = new Set(names.map(nameKey));
  const latest = new Map<string, Binding>();
  for (const binding of inOrderOfChange(await rowsNamed(live, 'bindings', names))) {
    const key = nameKey(binding);
    if (wanted.has(key) && !live.isHidden('artifacts', binding.artifactId)) latest.set(key, binding);
  }
  const bindings = [...latest];
  const artifacts = await live.getMany(
    'artifacts',
    bindings.map(([, { artifactId }]) => artifactId),
  );
  return new Map(
    bindings.flatMap(([key], index) => (artifacts[index] ? [[key, artifacts[index]] as const] : [])),
  );
}

/** The job of each of many names, by `nameKey`. */
export async function jobsNamed(
  live: LiveTransaction,
  names: readonly { readonly namespace: string; readonly name: string }[],
): Promise<Map<string, Job>> {
  const wanted = new Set(names.map(nameKey));
  const found = new Map<string, Job>();
  for (const job of await rowsNamed(live, 'jobs', names)) {
    if (wanted.has(nameKey(job))) found.set(nameKey(job), job);
  }
  return found;
}

async function rowsNamed<T extends 'bindings' | 'jobs'>(
  live: LiveTransaction,
  table: T,
  names: readonly { readonly name: string }[],
): Promise<Tables[T][]> {
  const distinct = [...new Set(names.map(({ name }) => name))];
  if (distinct.length > manyNames) return live.all(table);
  const index: Indexes['bindings' | 'jobs'] & 'name' = 'name';
  const rows = await Promise.all(distinct.map((name) => live.where(table, index, name)));
  return rows.flat();
}
