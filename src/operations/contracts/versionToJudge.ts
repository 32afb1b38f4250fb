import { inOrderOfChange } from '../../versioning/changeOrder';
import { err, ok, type Result } from '../../lib/result';
import type { Snapshot, SnapshotId } from '../../versioning/records';
import { readContract } from '../../formats/odcs/readContract';
import { keptRowsIn, type KeptRows } from '../bytes/keptParts';
import { boundVersion, type TitledVersion } from '../bytes/keptTable';
import { readJoined } from '../core/joinedArtifact';
import { latestAnnotation } from '../core/latestAnnotation';
import { type LiveTransaction, readLive } from '../core/liveTransaction';
import { shownName } from '../core/names';
import type { OperationFailure } from '../core/outcome';
import type { Store } from '../core/store';
import { type AssetFacts, assetFacts } from './assetFacts';
import type { VersionBefore } from './factsBefore';
import { type KnownFacts, objectFor, type TableToJudge } from './judgeTable';
import { notHere } from './notHere';
import { type OtherTable, otherTables } from './otherTables';
import { readProfiled } from './profiledVersion';

/** A version with its kept bytes, and the contract that holds for it. */
export interface VersionToJudge {
  readonly contractId: string;
  /** Why they are not here, in words. */
  readonly table: KeptRows | string;
  /** Other tables of the contract that its clauses look at. */
  readonly others: readonly OtherTable[];
  readonly judged: Omit<TableToJudge, 'at'>;
}

/** What there is to judge a version by; null where its artifact promises nothing. */
export async function versionToJudge(
  store: Store,
  version: TitledVersion,
): Promise<Result<VersionToJudge | null, OperationFailure>> {
  const read = await readLive(store, (live) => contractAndFacts(live, version));
  return read.ok ? read.value : read;
}

async function contractAndFacts(
  live: LiveTransaction,
  version: TitledVersion,
): Promise<Result<VersionToJudge | null, OperationFailure>> {
  const snapshot = await boundVersion(live, version.snapshotId);
  const artifact = snapshot && (await readJoined(live, snapshot.artifactId));
  if (!snapshot || !artifact)
    return err({ kind: 'notFound', message: `${version.title} is not there any more.` });
  const contracts = inOrderOfChange(await live.whereAny('contracts', 'artifactId', artifact.ids));
  const contract = contracts.at(-1);
  if (!contract || contract.text === null) return ok(null);
  const name = shownName(artifact);
  const read = readContract(contract.text);
  const object = read.ok ? objectFor(read.value, name) : null;
  const facts = {
    ...(await factsOf(live, snapshot, name)),
    ...(await assetFacts(live, snapshot, object)),
  };
  return ok({
    contractId: contract.id,
    table: await tableOf(live, version),
    others: read.ok && object ? await otherTables(live, read.value, object, artifact.ids) : [],
    judged: { contract: contract.text, name, facts },
  });
}

async function tableOf(live: LiveTransaction, version: TitledVersion): Promise<KeptRows | string> {
  const table = await keptRowsIn(live, version);
  return table.ok ? table.value : notHere(table.error);
}

async function factsOf(
  live: LiveTransaction,
  snapshot: Snapshot,
  name: string,
): Promise<Omit<KnownFacts, keyof AssetFacts>> {
  const table = await readProfiled(live, snapshot.id);
  const [parentId] = snapshot.parents;
  return {
    digest: snapshot.digest,
    logicalDigest: table?.reading.logicalDigest ?? null,
    encoding: table?.reading.dialect?.encoding ?? null,
    arrivedAt: Date.parse(snapshot.createdAt),
    licence: (await latestAnnotation(live, snapshot, 'licence'))?.expression ?? null,
    profile: table?.profile ?? null,
    before: parentId === undefined ? null : await before(live, parentId, name),
  };
}

async function before(live: LiveTransaction, id: SnapshotId, name: string): Promise<VersionBefore | null> {
  const table = await readProfiled(live, id);
  return (
    table && {
      label: `${name} v${table.snapshot.sequence}`,
      rowCount: table.reading.rowCount,
      profile: table.profile,
    }
  );
}
