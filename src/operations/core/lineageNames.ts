import type { Job } from '../../lineage/records';
import type { NamedArtifact } from './joinedArtifact';
import type { LiveTransaction } from './liveTransaction';
import { findNamed } from './names';
import { readStoredNames } from './storedNames';

/** A (namespace, name) as one text, no two alike: the length says where the name begins. */
export function nameKey({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace.length} ${namespace} ${name}`;
}

/** Past this many names, reading a whole table is quicker than asking for each. */
const manyNames = 64;

/** The artifact that each of many names is bound to, by `nameKey`; quick for many. */
export async function artifactsNamed(
  live: LiveTransaction,
  names: readonly { readonly namespace: string; readonly name: string }[],
): Promise<Map<string, NamedArtifact>> {
  const found = new Map<string, NamedArtifact>();
  const stored = names.length > manyNames ? await readStoredNames(live) : null;
  for (const each of names) {
    const { namespace, name } = each;
    const artifact = stored ? stored.joinedNamed(namespace, name) : await findNamed(live, namespace, name);
    if (artifact) found.set(nameKey(each), artifact);
  }
  return found;
}

/** The job of each of many names, by `nameKey`. */
export async function jobsNamed(
  live: LiveTransaction,
  names: readonly { readonly namespace: string; readonly name: string }[],
): Promise<Map<string, Job>> {
  const distinct = [...new Set(names.map(({ name }) => name))];
  const jobs =
    distinct.length > manyNames ? await live.all('jobs') : await live.whereAny('jobs', 'name', distinct);
  const wanted = new Set(names.map(nameKey));
  return new Map(jobs.filter((job) => wanted.has(nameKey(job))).map((job) => [nameKey(job), job]));
}
