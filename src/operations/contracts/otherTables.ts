import type { Contract, ContractObject } from '../../gates/contract/contract';
import { neededObjects } from '../../gates/contract/neededObjects';
import { objectNamed } from '../../gates/contract/objectNamed';
import type { ArtifactId } from '../../versioning/records';
import { keptRowsIn, type KeptRows } from '../bytes/keptParts';
import { type JoinedArtifact, readJoined } from '../core/joinedArtifact';
import type { LiveTransaction } from '../core/liveTransaction';
import { shownName, versionsOf } from '../core/names';
import { recognisedColumns } from '../../gates/privacy/recogniseTable';
import { notHere } from './notHere';
import { readProfiled } from './profiledVersion';

/** Another table of a contract, by its object: the kept bytes of its artifact's latest version, or why they are not here. */
export interface OtherTable {
  readonly object: string;
  readonly table: KeptRows | string;
  /** Its columns that are recognised as personal. */
  readonly personal: ReadonlySet<string>;
}

/** The other tables that the clauses of an object look at. `own` are the ids of the artifact that is judged. */
export async function otherTables(
  live: LiveTransaction,
  contract: Contract,
  object: ContractObject,
  own: readonly ArtifactId[],
): Promise<readonly OtherTable[]> {
  const needed = neededObjects(contract, object);
  if (needed.length === 0) return [];
  const artifacts = await namedArtifacts(live, own);
  const found: OtherTable[] = [];
  for (const each of needed)
    found.push({
      object: each.name,
      ...(await latestTable(live, await artifactFor(live, contract, each, artifacts))),
    });
  return found;
}

/** All artifacts but some, by the names that they are shown by. */
async function namedArtifacts(
  live: LiveTransaction,
  left: readonly ArtifactId[],
): Promise<ReadonlyMap<string, JoinedArtifact>> {
  const known = new Set<string>(left);
  const named = new Map<string, JoinedArtifact>();
  for (const { artifactId } of await live.all('bindings')) {
    if (known.has(artifactId)) continue;
    const artifact = await readJoined(live, artifactId);
    for (const id of artifact?.ids ?? [artifactId]) known.add(id);
    if (artifact) named.set(shownName(artifact), artifact);
  }
  return named;
}

/** The artifact that a person chose for an object, else the only one of its physical name or name; of several, the only one with a version. Words where there is none. */
async function artifactFor(
  live: LiveTransaction,
  contract: Contract,
  object: ContractObject,
  artifacts: ReadonlyMap<string, JoinedArtifact>,
): Promise<JoinedArtifact | string> {
  if (object.artifact !== null)
    return artifacts.get(object.artifact) ?? `there is no artifact ${object.artifact}`;
  const found = [...artifacts].filter(([name]) => objectNamed(contract, name)?.name === object.name);
  const [first] = found;
  if (first === undefined) return `no artifact has the name ${object.physicalName ?? object.name}`;
  if (found.length === 1) return first[1];
  const taken: JoinedArtifact[] = [];
  for (const [, each] of found) if ((await versionsOf(live, each)).latest !== null) taken.push(each);
  if (taken.length === 1 && taken[0]) return taken[0];
  const names = found.map(([name]) => name).sort();
  return `several artifacts have its name: ${names.join(', ')}; throughlineArtifact says which`;
}

async function latestTable(
  live: LiveTransaction,
  artifact: JoinedArtifact | string,
): Promise<Omit<OtherTable, 'object'>> {
  if (typeof artifact === 'string') return { table: artifact, personal: new Set() };
  const { latest } = await versionsOf(live, artifact);
  const name = shownName(artifact);
  if (latest === null) return { table: `${name} has no version`, personal: new Set() };
  const title = `${name} v${latest.sequence}`;
  const table = await keptRowsIn(live, { snapshotId: latest.id, title });
  const profiled = await readProfiled(live, latest.id);
  return {
    table: table.ok ? table.value : notHere(table.error),
    personal: profiled?.profile ? recognisedColumns(profiled.profile) : new Set(),
  };
}
