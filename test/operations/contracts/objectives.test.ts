import { beforeEach, describe, expect, it } from 'vitest';
import { readAuditLog } from '../../../src/operations/audit/auditLog';
import { describeAuditEntry } from '../../../src/operations/audit/auditLogWords';
import { undo } from '../../../src/operations/audit/undo';
import { ageOverTime, freshnessBoard } from '../../../src/operations/contracts/freshnessBoard';
import { objectivesOf } from '../../../src/operations/contracts/objectives';
import { setContract } from '../../../src/operations/contracts/setContract';
import { setObjective } from '../../../src/operations/contracts/setObjective';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { plainRun } from '../plainRun';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

const hour = 3_600_000;
const never = () => null;
let ports: OperationPorts;

async function drop(path: string, text: string) {
  return (await dropFile(ports, path, text)).outcomes[0]!;
}

beforeEach(() => {
  ports = testPorts();
});

/** A manifest of dbt with one source, and what `dbt source freshness` saw of it. */
async function importDbt(): Promise<void> {
  const metadata = {
    dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
    generated_at: '2026-03-01T00:00:00Z',
    project_name: 'shop',
  };
  const source = {
    resource_type: 'source',
    unique_id: 'source.shop.raw.orders',
    source_name: 'raw',
    name: 'orders',
    package_name: 'shop',
    schema: 'raw',
    database: 'db',
    loaded_at_field: 'loaded_at',
    freshness: { warn_after: { count: 6, period: 'hour' }, error_after: { count: null, period: null } },
  };
  const manifest = { metadata, nodes: {}, sources: { [source.unique_id]: source } };
  valueOf(await importFile(ports, { path: 'manifest.json', text: JSON.stringify(manifest) }));
  const run = {
    metadata: { ...metadata, dbt_schema_version: 'https://schemas.getdbt.com/dbt/sources/v3.json' },
    results: [
      {
        unique_id: source.unique_id,
        status: 'pass',
        max_loaded_at: '2026-03-01T01:00:00Z',
        criteria: { warn_after: { count: 6, period: 'hour' } },
      },
    ],
    elapsed_time: 1,
  };
  valueOf(await importFile(ports, { path: 'sources.json', text: JSON.stringify(run) }));
}

describe('objectives of freshness', () => {
  it('are set, changed, undone and named in the log, and hold for later versions', async () => {
    const { snapshotId } = await drop('a.csv', 'x\n1\n');
    const artifact = async () => (await workspaceOf(ports)).artifactNamed('file', 'a.csv')!;
    valueOf(await setObjective(ports, snapshotId, null, { error_after: 'PT1H' }));
    const changed = valueOf(await setObjective(ports, snapshotId, null, { error_after: 'PT2H' }));
    await drop('a.csv', 'x\n1\n2\n');
    const limits = async () =>
      objectivesOf(await artifact()).map(({ statedBy, objective }) => [statedBy, objective.errorAfter?.text]);
    expect(await limits()).toEqual([['person', 'PT2H']]);
    valueOf(await undo(ports, changed.auditSequence));
    expect(await limits()).toEqual([['person', 'PT1H']]);
    valueOf(await setObjective(ports, snapshotId, null, null));
    expect(await limits()).toEqual([]);
    const log = valueOf(await readAuditLog(ports.store));
    expect(log.entries.map((entry) => describeAuditEntry(log, entry))).toEqual(
      expect.arrayContaining([
        'Said how fresh a.csv v1 has to be on arrival',
        'Took back how fresh a.csv v1 has to be on arrival',
      ]),
    );
  });

  it('are refused where they say no limit, or are of another column', async () => {
    const { snapshotId } = await drop('a.csv', 'x\n1\n');
    for (const objective of [{}, { error_after: 'soon' }, { error_after: 'PT1H', loaded_at_field: 'x' }])
      expect(await setObjective(ports, snapshotId, null, objective)).toMatchObject({ ok: false });
  });

  it('of dbt come with the import, with what it saw loaded; what a person says of the column holds before it', async () => {
    await importDbt();
    const workspace = await workspaceOf(ports);
    const orders = [...workspace.artifacts.values()].find(({ name }) => name.includes('orders'))!;
    const [stated] = objectivesOf(orders);
    expect(stated).toMatchObject({
      statedBy: 'import',
      objective: { column: 'loaded_at', errorAfter: null },
    });
    const at = Date.parse('2026-03-01T08:00:00Z');
    const [row] = freshnessBoard(workspace, never, at).rows;
    expect(row?.verdict).toMatchObject({ verdict: 'warn', at, age: 7 * hour });
  });
});

describe('the board', () => {
  it('has the worst first, judges at the moment that is asked, and names the stalest upstream with its way', async () => {
    const trips = await drop('trips.bin', 'a\u0000');
    const model = await drop('model.pkl', 'b\u0000');
    const fine = await drop('fine.bin', 'c\u0000');
    valueOf(
      await recordRun(ports, {
        ...plainRun,
        job: { namespace: 'manual', name: 'train' },
        inputs: [trips],
        outputs: [model],
      }),
    );
    valueOf(await setObjective(ports, trips.snapshotId, null, { error_after: 'PT1H' }));
    valueOf(await setObjective(ports, fine.snapshotId, null, { error_after: 'P1Y' }));
    const workspace = await workspaceOf(ports);
    const arrived = Date.parse(workspace.snapshots.get(trips.snapshotId)!.snapshot.createdAt);
    const board = freshnessBoard(workspace, never, arrived + 3 * hour);
    expect(board.rows.map(({ artifact, verdict }) => [artifact.name, verdict.verdict])).toEqual([
      ['trips.bin', 'fail'],
      ['fine.bin', 'pass'],
    ]);
    expect(board.stale.get(model.artifactId)?.way).toEqual(['trips.bin', 'model.pkl']);
    // Of three hours the first was fresh.
    expect(board.rows[0]!.attainment.attained).toBeCloseTo(1 / 3, 12);
    expect(freshnessBoard(workspace, never, arrived + hour).stale.size).toBe(0);
  });

  it('says nothing of a contract that promises nothing about freshness', async () => {
    const { artifactId } = await drop('a.csv', 'x\n1\n');
    const text =
      'apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\nschema:\n  - name: a.csv\n    properties: []\n';
    valueOf(await setContract(ports, artifactId, text));
    expect(freshnessBoard(await workspaceOf(ports), never, 0).rows).toEqual([]);
  });
});

describe('the age over time', () => {
  it('grows until something newer arrives, and begins at the window', () => {
    const arrivals = [
      { arrivedAt: 10, moment: 8 },
      { arrivedAt: 0, moment: 0 },
      // Brought nothing newer.
      { arrivedAt: 12, moment: 7 },
    ];
    expect(ageOverTime(arrivals, 5, 20)).toEqual([
      { at: 5, age: 5 },
      { at: 10, age: 10 },
      { at: 10, age: 2 },
      { at: 20, age: 12 },
    ]);
    expect(ageOverTime([], 0, 20)).toEqual([]);
  });
});
