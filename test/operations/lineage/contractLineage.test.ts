import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sharedFolder } from '../../sharedFolder';
import { distinct, understood } from './madeGraph';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = async (servers: string, schema: string, more = '') => {
  const file = path.join(folder, 'orders.odcs.yaml');
  writeFileSync(
    file,
    `apiVersion: v3.1.0\nkind: DataContract\nid: shop\nversion: 1.2.0\nstatus: active\n${more}servers:\n${servers}\nschema:\n${schema}\n`,
  );
  return understood(file);
};
const plain = '  - {name: orders, properties: [{name: id}]}';

describe('a data contract as lineage', () => {
  it.each([
    [
      '{server: db, type: postgres, host: h, port: 6543, database: d, schema: s}',
      'postgres://h:6543',
      'd.s.orders',
    ],
    ['{server: db, type: mysql, host: h, database: d}', 'mysql://h:3306', 'd.orders'],
    ['{server: w, type: snowflake, account: a1, database: D, schema: S}', 'snowflake://a1', 'D.S.orders'],
    ['{server: w, type: bigquery, project: p, dataset: d}', 'bigquery', 'p.d.orders'],
    ['{server: s, type: s3, location: "s3://lake/raw/{model}.parquet"}', 's3://lake', 'raw/orders.parquet'],
    ['{server: k, type: kafka, host: "broker:9092"}', 'kafka://broker:9092', 'orders'],
  ])('names the table of %s as OpenLineage does', async (server, namespace, name) => {
    const { graph } = await read(`  - ${server}`, plain);
    expect(graph.datasets).toHaveLength(1);
    expect(distinct(graph.datasets[0]!.names)).toEqual(
      distinct([
        { namespace, name },
        { namespace: 'odcs', name: 'shop/orders' },
      ]),
    );
  });

  it('takes the only server that is production, and none of several others', async () => {
    const two = `  - {server: dev, type: mysql, host: a, database: d}\n  - {server: live, environment: prod, type: mysql, host: b, database: d}`;
    const chosen = await read(two, plain);
    expect(chosen.graph.datasets[0]!.names.map(({ namespace }) => namespace)).toContain('mysql://b:3306');
    const none = await read(two.replace('environment: prod, ', ''), plain);
    expect(none.graph.datasets[0]!.names).toEqual([{ namespace: 'odcs', name: 'shop/orders' }]);
    expect(none.warnings).toEqual([
      'of several servers none is said to be production: tables go by the contract alone: 1',
    ]);
  });

  it('tells columns, owners who have not left, tags and documentation', async () => {
    const { graph } = await read(
      '  - {server: db, type: mysql, host: h, database: d}',
      '  - {name: orders, description: All orders, tags: [sales], properties: [{name: id, logicalType: integer, physicalType: bigint}, {name: mail, logicalType: string, classification: restricted, relationships: [{to: people.mail}]}]}',
      'domain: shop\nteam: {name: crew, members: [{username: ada, role: Owner}, {username: bob, dateOut: "2024-01-01"}]}\n',
    );
    const { schema, owners, tags, documentation } = graph.datasets[0]!.told;
    expect(schema?.fields).toEqual([
      { name: 'id', type: 'bigint' },
      { name: 'mail', type: 'string' },
    ]);
    expect(owners?.owners).toEqual([
      { name: 'crew', type: 'team' },
      { name: 'ada', type: 'Owner' },
    ]);
    expect(documentation?.text).toBe('All orders');
    expect(distinct(tags?.tags ?? [])).toEqual(
      distinct([
        { key: 'sales' },
        { key: 'domain', value: 'shop' },
        { key: 'status', value: 'active' },
        { key: 'contractVersion', value: '1.2.0' },
        { key: 'classification', value: 'restricted', field: 'mail' },
        { key: 'references', value: 'people.mail', field: 'mail' },
      ]),
    );
  });

  it('derives a table of what transformSourceObjects names; a foreign key is no link', async () => {
    const { graph } = await read(
      '  - {server: db, type: postgres, host: h, database: d, schema: s}',
      `  - {name: orders, properties: [{name: id, transformSourceObjects: [raw, other.lines]}, {name: c, relationships: [{to: raw.id}]}]}
  - {name: raw, physicalName: raw_v2, properties: [{name: id}]}`,
    );
    expect(distinct(graph.links.map(({ from, to, kind }) => [kind, from.name, to.name]))).toEqual(
      distinct([
        ['derived', 'shop/raw', 'shop/orders'],
        ['derived', 'd.other.lines', 'shop/orders'],
      ]),
    );
  });

  it('gives a table the name of the file that lies beside it', async () => {
    writeFileSync(path.join(folder, 'orders.csv'), 'id\n1\n');
    await read('  - {server: here, type: local, path: "./{model}.csv", format: csv}', plain);
    const { graph } = await understood(folder);
    expect(graph.datasets[0]!.names.map(({ namespace }) => namespace)).toEqual(['file', 'odcs']);
  });
});

describe.skipIf(!sharedFolder)('the contracts of the standard', () => {
  it.each([
    ['full-example.odcs.yaml', 'postgres://localhost:5432', 'pypl-edw.pp_access_views.tbl_1', 3],
    ['postgresql-adventureworks-contract.odcs.yaml', null, null, 0],
  ])('%s is read as its tables', async (name, namespace, table, sourceCount) => {
    const file = path.join(
      sharedFolder!.corpus,
      'bitol-io+open-data-contract-standard/docs/examples/all',
      name,
    );
    const { graph, failures } = await understood(file);
    expect(failures).toEqual([]);
    expect(graph.datasets.length).toBeGreaterThan(0);
    expect(graph.links).toHaveLength(sourceCount);
    if (namespace)
      expect(graph.datasets.flatMap(({ names }) => names)).toContainEqual({ namespace, name: table });
  });
});
