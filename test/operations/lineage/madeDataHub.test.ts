import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { columnOfUrn, urnParts } from '../../../src/formats/datahub/urns';
import { sharedFolder } from '../../sharedFolder';
import { assertionsOf, distinct, madeFolder, readJson, understood } from './madeGraph';

const made = madeFolder('datahub');

interface Expected {
  readonly urns: readonly string[];
  readonly dataset_edges: readonly (readonly [string, string, string])[];
  readonly column_edges: readonly (readonly [string | null, string, string | null, number])[];
  readonly job_and_run_edges: readonly (readonly [string, string])[];
  readonly not_plain: readonly unknown[];
}

describe('a urn of DataHub', () => {
  it('is taken apart by depth', () => {
    const dataset = 'urn:li:dataset:(urn:li:dataPlatform:snowflake,bikes.Odd %28name%29%2C with comma,PROD)';
    expect(urnParts(dataset)?.parts).toEqual([
      'urn:li:dataPlatform:snowflake',
      'bikes.Odd %28name%29%2C with comma',
      'PROD',
    ]);
    expect(
      columnOfUrn(`urn:li:schemaField:(${dataset},[version=2.0].[type=struct].meta.[type=string].source)`),
    ).toEqual({
      dataset,
      column: 'meta.source',
    });
  });
});

describe.skipIf(!sharedFolder)('metadata files of DataHub', () => {
  const files = sharedFolder
    ? (readJson(made, 'EXPECT.json') as { files: Readonly<Record<string, Expected>> }).files
    : {};

  it.each(Object.keys(files))('%s has every link between datasets, columns, jobs and runs', async (name) => {
    const expected = files[name]!;
    const { graph, failures, warnings } = await understood(path.join(made, name));
    expect(failures).toEqual([]);
    const urn = (own: string) =>
      graph.datasets.find((each) => each.names.some((other) => other.name === own))?.name ?? own;
    const derived = graph.links
      .filter(({ kind }) => kind === 'derived')
      .map(({ from, to }) => [from.name, to.name]);
    // A dataset that is its own upstream is no link.
    const edges = expected.dataset_edges
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => [urn(from), urn(to)]);
    expect(distinct(derived)).toEqual(expect.arrayContaining([...distinct(edges)]));
    const columns = graph.columnLinks.map(({ from, to }) => [
      from.dataset.name,
      from.column,
      to.dataset.name,
      to.column,
    ]);
    const told = expected.column_edges.flatMap(([from, to]) => {
      const [source, target] = [columnOfUrn(from ?? ''), columnOfUrn(to)!];
      return source ? [[urn(source.dataset), source.column, urn(target.dataset), target.column]] : [];
    });
    expect(distinct(columns)).toEqual(distinct(told));
    const isJob = (each: string) => /^urn:li:data(?:Job|ProcessInstance)/.test(each);
    const links = graph.links
      .filter(({ kind }) => kind === 'data')
      .map(({ from, to }) => [from.name, to.name]);
    const ofRuns = graph.runs.flatMap((run) => [
      ...run.inputs.map(({ dataset }) => [dataset.name, run.id]),
      ...run.outputs.map(({ dataset }) => [run.id, dataset.name]),
    ]);
    const isOrder = ([from, to]: readonly [string, string]) => isJob(from) && isJob(to);
    const order = graph.links
      .filter(({ kind }) => kind === 'order')
      .map(({ from, to }) => [from.name, to.name]);
    expect(distinct(order)).toEqual(distinct(expected.job_and_run_edges.filter(isOrder)));
    const expectedLinks = expected.job_and_run_edges.filter((edge) => !isOrder(edge));
    expect(distinct([...links, ...ofRuns])).toEqual(
      expect.arrayContaining([...distinct(expectedLinks.map((edge) => edge.map(urn)))]),
    );
    const patches = warnings
      .filter((each) => each.includes('PATCH'))
      .map((each) => Number(/\d+$/.exec(each)![0]));
    expect(patches).toEqual(expected.not_plain.length === 0 ? [] : [expected.not_plain.length]);
  });

  it('verdicts, owners and schemas are kept with who says so', async () => {
    const { graph } = await understood(path.join(made, 'mcps.json'));
    const judged = graph.runs.flatMap((run) => run.inputs.flatMap(({ told }) => assertionsOf(told)));
    expect(judged.map(({ isSuccess, column }) => [isSuccess, column])).toEqual([
      [true, 'station_id'],
      [false, 'station_id'],
    ]);
    const trips = graph.datasets.find(({ name }) => name.includes('postgres,bikes.public.trips'))!;
    expect(trips.told.owners?.owners).toEqual([
      { name: 'ada', type: 'DATAOWNER' },
      { name: 'desk', type: 'steward' },
    ]);
    expect(trips.told.schema?.fields.map(({ name }) => name)).toEqual(['id', 'station_id', 'started', 'km']);
    expect(
      graph.runs.filter(({ id }) => id.includes('bikes-')).map(({ id, state }) => [id.slice(-7), state]),
    ).toContainEqual(['bikes-1', 'failed']);
  });

  it.each([
    ['truncated.json', false],
    ['jsonl.json', true],
    ['one-object.json', true],
    ['unknown-aspect.json', true],
  ])('broken/%s is read, or refused', async (name, isRead) => {
    const { failures } = await understood(path.join(made, 'broken', name));
    expect(failures).toHaveLength(isRead ? 0 : 1);
  });
});
