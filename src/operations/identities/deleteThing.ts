import type { Json } from '../../lib/json';
import type { Result } from '../../lib/result';
import type { JobId } from '../../lineage/records';
import type { WithdrawableTable } from '../../records/tables';
import type { ArtifactId } from '../../versioning/records';
import { referenceToWithdrawn } from '../audit/danglingReference';
import { type ChangeWriter, commitWrittenChange } from '../core/commitChange';
import { openInView, type LiveTransaction } from '../core/liveTransaction';
import { shownName } from '../core/names';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { recordsOfArtifacts } from '../core/versionPlaces';
import type { WithdrawalTarget } from '../core/withdrawals';
import { artifactOf, jobOf, refuse, type Thing } from './thing';

/**
 * Takes a thing out of view with all that is its own: an artifact with its versions and links, a job with its runs and links.
 * Imports leave it out from here on ([L57]); only an undo puts it back. Kept bytes stay until a clean-up frees them.
 */
export async function deleteThing(
  ports: OperationPorts,
  thing: Thing,
): Promise<Result<Change<null>, OperationFailure>> {
  return commitWrittenChange(ports, async (change) => {
    const { name, targets } =
      thing.is === 'artifact' ? await ofArtifact(change, thing.id) : await ofJob(change, thing.id);
    const withdrawalId = await change.withdraw(targets, true, true);
    const after = await openInView(change.raw);
    const dangling = await referenceToWithdrawn(after, targets);
    if (dangling) refuse(`${dangling.fromName} is built on it. Delete or merge that first.`);
    const detail = { withdrawalId, targets: targets as unknown as Json };
    return { value: null, audit: { action: 'delete', subject: name, detail } };
  });
}

interface Deleted {
  readonly name: string;
  readonly targets: readonly WithdrawalTarget[];
}

async function ofArtifact(change: ChangeWriter, id: ArtifactId): Promise<Deleted> {
  const artifact = await artifactOf(change, id);
  const { ids } = artifact;
  const { live } = change;
  const own = new Set(ids);
  const bindings = (await live.all('bindings')).filter(
    ({ artifactId, same }) => own.has(artifactId) || (same !== undefined && own.has(same)),
  );
  const targets = [
    ...ids.map((artifactId) => ({ table: 'artifacts' as const, id: artifactId })),
    ...bindings.map((binding) => ({ table: 'bindings' as const, id: binding.id })),
    ...(await targetsOf(live, ['snapshots', 'observations', 'claims', 'aliasMoves'], 'artifactId', ids)),
  ];
  return { name: shownName(artifact), targets };
}

async function ofJob(change: ChangeWriter, id: JobId): Promise<Deleted> {
  const { ids, shown } = await jobOf(change, id);
  const { live } = change;
  const runs = await live.whereAny('runs', 'jobId', ids);
  const ofRuns = await live.whereAny(
    'observations',
    'runId',
    runs.map((run) => run.id),
  );
  const links = await live.whereAny('observations', 'jobId', ids);
  const observations = new Set([...links, ...ofRuns].map((link) => link.id));
  const targets: WithdrawalTarget[] = [
    ...ids.map((jobId) => ({ table: 'jobs' as const, id: jobId })),
    ...runs.map((run) => ({ table: 'runs' as const, id: run.id })),
    ...[...observations].map((link) => ({ table: 'observations' as const, id: link })),
    ...(await targetsOf(live, ['claims'], 'jobId', ids)),
  ];
  return { name: shown.name, targets };
}

async function targetsOf(
  live: LiveTransaction,
  tables: readonly Extract<WithdrawableTable, 'snapshots' | 'observations' | 'claims' | 'aliasMoves'>[],
  index: 'artifactId' | 'jobId',
  ids: readonly string[],
): Promise<WithdrawalTarget[]> {
  const targets: WithdrawalTarget[] = [];
  for (const table of tables)
    for (const { id } of index === 'jobId'
      ? await live.whereAny(table as 'claims', index, ids)
      : await recordsOfArtifacts(live, table, ids as readonly ArtifactId[]))
      targets.push({ table, id });
  return targets;
}
