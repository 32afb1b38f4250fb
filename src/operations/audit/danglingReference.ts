import type { LiveRecords } from '../core/loadWorkspace';
import { recordNames } from '../core/recordNames';
import type { WithdrawalTarget } from '../core/withdrawals';

/** A record in view that refers to one that is not, with what people call it. */
export interface DanglingReference {
  readonly from: WithdrawalTarget;
  readonly fromName: string;
  readonly to: WithdrawalTarget;
}

/** Every reference among live records that leads nowhere (I3). Annotations are seen through their snapshot alone. */
export function danglingReferences(records: LiveRecords): DanglingReference[] {
  const artifacts = new Set<string>(records.artifacts.map(({ id }) => id));
  const snapshots = new Set<string>(records.snapshots.map(({ id }) => id));
  const jobs = new Set<string>(records.jobs.map(({ id }) => id));
  const runs = new Set<string>(records.runs.map(({ id }) => id));
  const present = { artifacts, snapshots, jobs, runs };
  const nameOf = recordNames(records);
  const found: DanglingReference[] = [];
  const check = (
    from: WithdrawalTarget,
    fromName: string,
    table: keyof typeof present,
    id: string | null,
  ): void => {
    if (id !== null && !present[table].has(id)) found.push({ from, fromName, to: { table, id } });
  };
  for (const { id, name, artifactId } of records.bindings) {
    check({ table: 'bindings', id }, `the name ${name}`, 'artifacts', artifactId);
  }
  for (const { id, artifactId, parents } of records.snapshots) {
    const from = { table: 'snapshots' as const, id };
    check(from, nameOf(`snapshot:${id}`), 'artifacts', artifactId);
    for (const parent of parents) check(from, nameOf(`snapshot:${id}`), 'snapshots', parent);
  }
  for (const { id, jobId, parentRunId } of records.runs) {
    const from = { table: 'runs' as const, id };
    check(from, nameOf(`run:${id}`), 'jobs', jobId);
    check(from, nameOf(`run:${id}`), 'runs', parentRunId);
  }
  for (const { id, jobId, runId, artifactId, snapshotId } of records.observations) {
    const from = { table: 'observations' as const, id };
    const name = runId === null ? `a link of ${nameOf(`job:${jobId}`)}` : nameOf(`run:${runId}`);
    check(from, name, 'jobs', jobId);
    check(from, name, 'runs', runId);
    check(from, name, 'artifacts', artifactId);
    check(from, name, 'snapshots', snapshotId);
  }
  for (const { id, name, artifactId, snapshotId } of records.aliasMoves) {
    const from = { table: 'aliasMoves' as const, id };
    const fromName = `a move of the alias ${name} of ${nameOf(`artifact:${artifactId}`)}`;
    check(from, fromName, 'artifacts', artifactId);
    check(from, fromName, 'snapshots', snapshotId);
  }
  return found;
}
