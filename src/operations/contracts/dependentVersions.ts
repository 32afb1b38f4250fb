import { readContract } from '../../formats/odcs/readContract';
import type { Contract, ContractObject } from '../../gates/contract/contract';
import { neededObjects } from '../../gates/contract/neededObjects';
import { objectNamed } from '../../gates/contract/objectNamed';
import type { Result } from '../../lib/result';
import type { ArtifactId } from '../../versioning/records';
import type { TitledVersion } from '../bytes/keptTable';
import { type JoinedArtifact, readJoined } from '../core/joinedArtifact';
import { type LiveTransaction, readLive } from '../core/liveTransaction';
import { shownName, versionsOf } from '../core/names';
import type { Store, StoreFailure } from '../core/store';
import { inOrderOfChange } from '../../versioning/changeOrder';
import { objectFor } from './judgeTable';

/** The latest versions of artifacts whose contracts look at one of some others, by a relationship or a query, never of these themselves. */
export function dependentVersions(
  store: Store,
  changed: readonly ArtifactId[],
): Promise<Result<readonly TitledVersion[], StoreFailure>> {
  return readLive(store, (live) => dependents(live, changed));
}

async function dependents(
  live: LiveTransaction,
  changed: readonly ArtifactId[],
): Promise<readonly TitledVersion[]> {
  const own = new Set<string>();
  const names: string[] = [];
  for (const id of new Set(changed)) {
    const artifact = await readJoined(live, id);
    if (artifact) names.push(shownName(artifact));
    for (const each of artifact?.ids ?? []) own.add(each);
  }
  const found: TitledVersion[] = [];
  const last = new Map(inOrderOfChange(await live.all('contracts')).map((each) => [each.artifactId, each]));
  const known = new Set(own);
  for (const { artifactId } of last.values()) {
    if (known.has(artifactId)) continue;
    const artifact = await readJoined(live, artifactId);
    for (const id of artifact?.ids ?? [artifactId]) known.add(id);
    if (!artifact || !(await looksAt(live, artifact, names))) continue;
    const { latest } = await versionsOf(live, artifact);
    if (latest) found.push({ snapshotId: latest.id, title: `${shownName(artifact)} v${latest.sequence}` });
  }
  return found;
}

/** A contract without these words asks for no other table; most do, and need not be read. */
const asksForOthers = /relationships|foreign|sql/i;

async function looksAt(
  live: LiveTransaction,
  artifact: JoinedArtifact,
  names: readonly string[],
): Promise<boolean> {
  const text = inOrderOfChange(await live.whereAny('contracts', 'artifactId', artifact.ids)).at(-1)?.text;
  if (!text || !asksForOthers.test(text)) return false;
  const read = readContract(text);
  const object = read.ok ? objectFor(read.value, shownName(artifact)) : null;
  if (!read.ok || !object) return false;
  return neededObjects(read.value, object).some((each) =>
    names.some((name) => standsFor(read.value, each, name)),
  );
}

function standsFor(contract: Contract, object: ContractObject, name: string): boolean {
  return object.artifact === null
    ? objectNamed(contract, name)?.name === object.name
    : object.artifact === name;
}
