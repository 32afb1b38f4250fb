import { expect, it } from 'vitest';
import { dbtReader } from '../../../src/formats/dbt/dbtReader';
import { readArtifact } from './readArtifact';
import { smallManifest } from './smallProject';

const dbt = (name: string) => ({ namespace: 'dbt', name });
const eggs = smallManifest.nodes['model.farm.eggs'];

/** The project with other members of its model. */
const withModel = (members: object) => ({
  ...smallManifest,
  nodes: { ...smallManifest.nodes, 'model.farm.eggs': { ...eggs, ...members } },
});

it('a model is a job that reads what it depends on, each once, and writes itself', async () => {
  const { of } = await readArtifact(smallManifest);
  const { jobs, links } = of('model.farm.eggs');
  expect(jobs).toMatchObject([{ ...dbt('model.farm.eggs'), description: 'All eggs.' }]);
  expect(links).toMatchObject([
    { role: 'input', origin: 'declared', dataset: dbt('source.farm.barn.laid') },
    { role: 'output', origin: 'declared', dataset: dbt('model.farm.eggs') },
  ]);
});

it('says of a model where it is, what it is made of, and who owns it', async () => {
  const { of } = await readArtifact(smallManifest);
  const { jobs, datasets } = of('model.farm.eggs');
  expect(datasets.find(({ name }) => name === 'model.farm.eggs')?.claims).toEqual([
    { about: 'datasetType', body: { type: 'TABLE', subtype: 'model' } },
    { about: 'documentation', body: { text: 'All eggs.' } },
    {
      about: 'tags',
      body: {
        tags: [
          { key: 'nightly', source: 'dbt' },
          { key: 'group', value: 'hens', source: 'dbt' },
          { key: 'key', source: 'dbt', field: 'id' },
        ],
      },
    },
    { about: 'owners', body: { owners: [{ name: 'Hen house' }] } },
    { about: 'schema', body: { fields: [{ name: 'id', type: 'int', description: 'The key.' }] } },
    {
      about: 'hierarchy',
      body: {
        levels: [
          { type: 'DATABASE', name: 'db' },
          { type: 'SCHEMA', name: 'main' },
          { type: 'TABLE', name: 'Eggs' },
        ],
      },
    },
  ]);
  expect(jobs[0]?.claims).toEqual([
    { about: 'jobType', body: { processingType: 'BATCH', integration: 'DBT', jobType: 'MODEL' } },
    { about: 'codeLocation', body: { type: 'file', path: 'models/eggs.sql' } },
    { about: 'sql', body: { text: 'select * from "db"."raw"."Laid"', dialect: 'duckdb' } },
    { about: 'documentation', body: { text: 'All eggs.' } },
  ]);
});

it('a source is a dataset without a job, by the name of events and by that of its table', async () => {
  const { of } = await readArtifact(smallManifest);
  const { jobs, datasets } = of('source.farm.barn.laid');
  expect(jobs).toEqual([]);
  expect(datasets).toMatchObject([
    {
      ...dbt('source.farm.barn.laid'),
      otherNames: [
        { namespace: 'dbt://farm', name: 'db.raw.laid' },
        { namespace: 'dbt://farm', name: 'db.raw.Laid' },
      ],
    },
  ]);
});

it('a test only reads; a metric and an exposure are things of their own', async () => {
  const { of } = await readArtifact(smallManifest);
  expect(of('test.farm.unique_eggs_id.1f').links).toMatchObject([
    { role: 'input', dataset: dbt('model.farm.eggs') },
  ]);
  expect(of('metric.farm.eggs_laid').datasets.at(-1)).toMatchObject({ kind: 'other' });
  expect(of('exposure.farm.board').datasets.at(-1)).toMatchObject({
    kind: 'report',
    claims: expect.arrayContaining([
      { about: 'owners', body: { owners: [{ name: 'Ada, ada@example.com' }] } },
    ]) as unknown,
  });
});

it('a test that stores its failures writes a report', async () => {
  const test = { ...smallManifest.nodes['test.farm.unique_eggs_id.1f'], relation_name: '"db"."audit"."t"' };
  const { of } = await readArtifact({ ...smallManifest, nodes: { [test.unique_id]: test } });
  expect(of(test.unique_id).links.at(-1)).toMatchObject({ role: 'output', dataset: { kind: 'report' } });
});

it('names what is disabled or not here, and leaves disabled nodes out', async () => {
  const { read, all } = await readArtifact(
    withModel({ depends_on: { nodes: ['model.farm.old', 'model.other.hens'] } }),
  );
  expect(all.map(({ place }) => place)).not.toContain('model.farm.old');
  expect(read).toMatchObject({
    value: {
      warnings: [
        { message: 'a disabled node is left out', place: 'model.farm.old', count: 1 },
        {
          message: expect.stringContaining('of another project') as unknown,
          place: 'model.farm.old',
          count: 2,
        },
      ],
    },
  });
});

it('an old manifest has other keys: raw_sql, a list of disabled nodes, no relation_name, the MD5 of the project', async () => {
  const { relation_name: _, raw_code: __, compiled_code: ___, ...old } = eggs;
  const { read, of } = await readArtifact({
    // MD5 of `farm`, as `printf farm | md5sum` has it.
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v1.json',
      project_id: 'e67ed91b512d4579faed79c9dd162f35',
    },
    nodes: { 'model.farm.eggs': { ...old, raw_sql: 'select 1' } },
    disabled: [{ unique_id: 'model.farm.old' }],
  });
  const statement = of('model.farm.eggs');
  expect(statement.time).toBeNull();
  expect(statement.jobs[0]?.claims).toContainEqual({ about: 'sql', body: { text: 'select 1' } });
  expect(statement.datasets.at(-1)?.otherNames).toEqual([{ namespace: 'dbt://farm', name: 'db.main.Eggs' }]);
  expect(read).toMatchObject({ value: { warnings: [{ place: '/disabled/0' }, {}] } });
});

it('keeps members as they came that it does not know, and reads nodes in parts that it does not know', async () => {
  const future = { unique_id: 'agent.farm.fox', depends_on: { nodes: ['model.farm.eggs'] } };
  const { read, all, of } = await readArtifact({
    ...withModel({ feathers: { colour: 'white' } }),
    disabled: {},
    agents: { 'agent.farm.fox': future },
    weather: { rain: true },
  });
  expect(of('agent.farm.fox').links).toMatchObject([{ role: 'input' }, { role: 'output' }]);
  const { record } = all.find(({ place }) => place === 'model.farm.eggs')!;
  expect(record).toMatchObject({ more: { feathers: { colour: 'white' } } });
  expect(dbtReader.readKept(record)).toEqual(of('model.farm.eggs'));
  expect(read).toMatchObject({
    value: {
      warnings: [
        { message: 'nodes of a type that is not known: agent 1', place: '/agents/agent.farm.fox' },
        { message: 'parts that are not known, left out: weather 1', place: '/weather' },
        {
          message: 'members that are not known, kept as they came: feathers 1',
          place: '/nodes/model.farm.eggs',
        },
      ],
    },
  });
});

it.each([
  [{ ...smallManifest, nodes: [] }, '/nodes'],
  [withModel({ depends_on: { nodes: 'all' } }), '/nodes/model.farm.eggs/depends_on/nodes'],
  [withModel({ depends_on: { nodes: [1] } }), '/nodes/model.farm.eggs/depends_on/nodes/0'],
  [withModel({ columns: 3 }), '/nodes/model.farm.eggs/columns'],
  [{ ...smallManifest, nodes: { 'model.farm.eggs': null } }, '/nodes/model.farm.eggs'],
])('a manifest that is misshapen is refused with the place', async (manifest, place) => {
  const { read, all } = await readArtifact(manifest);
  expect(read).toMatchObject({ ok: false, error: { place } });
  expect(all).toEqual([]);
});

it('two sources of one table stay two; the one that events call by the table has its name', async () => {
  const other = {
    ...smallManifest.sources['source.farm.barn.laid'],
    unique_id: 'source.farm.web.Laid',
    name: 'Laid',
  };
  const { read, of } = await readArtifact({
    ...smallManifest,
    disabled: {},
    sources: { ...smallManifest.sources, [other.unique_id]: other },
  });
  const names = (id: string) => of(id).datasets[0]?.otherNames.map(({ name }) => name);
  expect(names('source.farm.web.Laid')).toEqual(['db.raw.Laid']);
  expect(names('source.farm.barn.laid')).toEqual(['db.raw.laid']);
  expect(read).toMatchObject({ value: { warnings: [{ place: 'source.farm.barn.laid', count: 1 }] } });
});

it('a member that is not known may hold a number that no double can hold', async () => {
  const text = JSON.stringify(withModel({ feathers: 0 })).replace('"feathers":0', '"feathers":[1e999]');
  const { all } = await readArtifact(text);
  expect(all.find(({ place }) => place === 'model.farm.eggs')?.record).toMatchObject({
    more: { feathers: [null] },
  });
});

it('a source is written by the seed or model that makes its table, as is inferred from the name of the relation', async () => {
  const seed = {
    unique_id: 'seed.farm.laid',
    resource_type: 'seed',
    name: 'laid',
    database: 'db',
    schema: 'raw',
    relation_name: '"db"."raw"."Laid"',
    depends_on: { nodes: [] },
  };
  const withSeed = (relation_name: string) =>
    readArtifact({
      ...smallManifest,
      nodes: { ...smallManifest.nodes, 'seed.farm.laid': { ...seed, relation_name } },
    });
  expect((await withSeed('"db"."raw"."Laid"')).of('source.farm.barn.laid')).toMatchObject({
    jobs: [dbt('seed.farm.laid')],
    links: [
      {
        role: 'output',
        origin: 'inferred',
        job: dbt('seed.farm.laid'),
        dataset: dbt('source.farm.barn.laid'),
      },
    ],
  });
  expect((await withSeed('"db"."other"."Laid"')).of('source.farm.barn.laid')).toMatchObject({
    jobs: [],
    links: [],
  });
});
