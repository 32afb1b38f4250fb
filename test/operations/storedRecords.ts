import {
  readStoredRecords,
  type RecordFault,
  type StoredRecords,
  verifyRecords,
} from '../../src/operations/audit/verifyRecords';
import type { OperationPorts } from '../../src/operations/core/ports';
import { merge } from '../../src/operations/identities/merge';
import { setBaseline } from '../../src/operations/comparing/setBaseline';
import { annotate } from '../../src/operations/core/annotate';
import { setObjective } from '../../src/operations/contracts/setObjective';
import { setPersonalScores } from '../../src/operations/contracts/personalScores';
import { setPolicies } from '../../src/operations/lineage/setPolicies';
import { declareRemoval } from '../../src/operations/identities/declareRemoval';
import { setContract } from '../../src/operations/contracts/setContract';
import { waiveClause } from '../../src/operations/contracts/waive';
import { importFile } from '../../src/operations/workspaces/importFile';
import { addMeasurements } from '../../src/operations/releases/addMeasurements';
import { setGuardrail } from '../../src/operations/releases/guardrails';
import { promote } from '../../src/operations/releases/promote';
import { filledPorts } from './sampleStore';
import { valueOf, workspaceOf } from './testProject';

/** All records of a store, in view or not. */
export async function storedRecords({ store }: OperationPorts): Promise<StoredRecords> {
  return valueOf(await store.read(readStoredRecords));
}

/** What holding a store's records against its log finds. */
export async function recordFaults(ports: OperationPorts): Promise<readonly RecordFault[]> {
  return verifyRecords(await storedRecords(ports), ports).faults;
}

/** A contract of one table with a column `id` that has to be there. */
export const smallContract = `apiVersion: v3.1.0
kind: DataContract
id: trips
version: 1.0.0
status: active
schema:
  - name: trips
    properties:
      - name: id
        logicalType: integer
        required: true
`;

/** A store with a record of every kind at least. */
export async function storeOfAllKinds(): Promise<OperationPorts> {
  const ports = await filledPorts();
  const owned = {
    eventTime: '2026-03-04T00:00:00Z',
    dataset: { namespace: 'db', name: 'report', facets: { ownership: { owners: [{ name: 'team' }] } } },
  };
  valueOf(await importFile(ports, { path: 'owners.json', text: JSON.stringify([owned]) }));
  const artifact = (await workspaceOf(ports)).artifactNamed('file', 'raw/trips.csv')!;
  const artifactId = artifact.artifact.id;
  const snapshotId = artifact.snapshots.at(-1)!.snapshot.id;
  const other = (await workspaceOf(ports)).artifactNamed('db', 'report')!.artifact.id;
  valueOf(await merge(ports, { is: 'artifact', id: artifactId }, [other]));
  const draft = { metric: 'auc', unit: null, values: [0.9, 0.91], cases: null, source: 'by hand' };
  valueOf(await addMeasurements(ports, [{ ...draft, snapshotId }]));
  const rules = [{ comparison: 'below', threshold: 0.8, action: 'block' }] as const;
  valueOf(await setBaseline(ports, artifactId, { kind: 'version', snapshotId }));
  valueOf(await setGuardrail(ports, { artifactId, name: 'floor', metric: 'auc', statistic: 'mean', rules }));
  const contract = valueOf(await setContract(ports, artifactId, smallContract)).value;
  const checks = [
    {
      pointer: '/schema/0/properties/0/required',
      clause: 'required',
      column: 'id',
      verdict: 'fail' as const,
      severity: 'error',
      message: '1 of 4 values is missing',
      failingCount: 1,
      rows: [{ row: 2, key: { id: null } }],
    },
  ];
  const verdict = { contractId: contract.id, at: contract.recordedAt, verdict: 'fail' as const, checks };
  valueOf(await annotate(ports, snapshotId, { kind: 'verdict', ...verdict }));
  const of = { clause: 'required', column: 'id', use: 0 };
  const waiver = {
    artifactId,
    of,
    author: 'Ada',
    reason: 'the source is mended on Monday',
    until: '2026-06-30',
  };
  valueOf(await waiveClause(ports, waiver));
  const personal = { column: 'rider', of: 'email', says: 'rejected', recogniserVersion: 1 } as const;
  valueOf(await annotate(ports, snapshotId, { kind: 'personalData', ...personal }));
  valueOf(await setObjective(ports, snapshotId, null, { error_after: { count: 1, period: 'day' } }));
  const found = [{ path: 'LICENSE', way: 'text', expression: 'MIT', agreement: 0.99 }] as const;
  valueOf(await annotate(ports, snapshotId, { kind: 'licence', expression: 'MIT', found }));
  valueOf(await setPolicies(ports, ['commercial-use']));
  valueOf(await setPersonalScores(ports, [{ kind: 'email', escalateFrom: 0.8, blockFrom: 0.95 }]));
  const [job] = (await workspaceOf(ports)).jobs.keys();
  if (job !== undefined) valueOf(await declareRemoval(ports, job, 'email', 'hashed'));
  const move = { artifactId, alias: 'production', follows: null, snapshotId, rules: new Map() };
  valueOf(await promote(ports, { ...move, reason: 'because' }));
  return ports;
}
