import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../sharedFolder';
import { distinct, madeFolder, readJson, understood } from './madeGraph';

const made = madeFolder('cards');

interface Card {
  readonly data: Readonly<Record<string, unknown>>;
  readonly eval_results?: readonly { readonly metric: string; readonly value: unknown }[];
  readonly links: {
    readonly base_model: readonly string[];
    readonly relation: string | null;
    readonly datasets: readonly string[];
  };
}
interface Expected {
  readonly models: Readonly<Record<string, Card>>;
  readonly datasets: Readonly<Record<string, unknown>>;
  readonly cache: unknown;
}

describe.skipIf(!sharedFolder)('cards', () => {
  const expected = sharedFolder
    ? (readJson(made, 'EXPECT.json') as Expected)
    : { models: {}, datasets: {}, cache: null };
  const withData = Object.entries(expected.models).filter(([, { data }]) => Object.keys(data).length > 0);

  it.each(withData)(
    'the model %s has its licence, base models, training data and results',
    async (name, card) => {
      const { graph, failures } = await understood(path.join(made, 'models', name));
      expect(failures).toEqual([]);
      const bases = card.links.base_model.map((id) => id.replace(/^https:\/\/[^/]+\//, ''));
      const links = graph.links.map(({ from }) => from.name);
      expect(links.toSorted()).toEqual(
        [...bases, ...card.links.datasets.map((id) => `datasets/${id}`)].sort(),
      );
      const model = graph.datasets.find((each) => each.kind === 'model' && ![...bases].includes(each.name))!;
      const tags = model.told.tags?.tags ?? [];
      const licences = [card.data['license'] ?? []].flat();
      expect(tags.filter(({ key }) => key === 'license').map(({ value }) => value)).toEqual(licences);
      const results = tags.filter(({ key }) => key.startsWith('result: '));
      expect(distinct(results.map(({ key, value }) => [key.split(' ')[1], value]))).toEqual(
        distinct((card.eval_results ?? []).map(({ metric, value }) => [metric, String(value)])),
      );
      expect(tags.find(({ key }) => key === 'base_model_relation')?.value ?? null).toBe(card.links.relation);
    },
  );

  it('datasets have their features, rows and configurations', async () => {
    const pushed = await understood(path.join(made, 'datasets/pushed/README.md'));
    const [dataset] = pushed.graph.datasets;
    expect(dataset!.told.schema?.fields.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'int64'],
      ['text', 'string'],
      ['kind', 'class_label'],
      ['tags', 'list(string)'],
      ['when', 'timestamp[s]'],
      ['place', 'struct'],
      ['box', 'array2_d'],
    ]);
    // 24 of the split train and 9 of the split test.
    expect(dataset!.told.statistics?.rowCount).toBe(33);
    const configs = await understood(path.join(made, 'datasets/configs'));
    expect(configs.graph.links.map(({ from }) => from.name)).toEqual([
      'datasets/bikes-org/stations',
      'datasets/configs/daily',
      'datasets/configs/monthly',
    ]);
  });

  it('saved datasets go by their fingerprint, and are made of their shards', async () => {
    const { graph, failures } = await understood(path.join(made, 'datasets/saved-to-disk'));
    expect(failures).toEqual([]);
    const versions = graph.datasets.flatMap(({ name, versions: all }) =>
      all.map(({ version }) => [name.replace(/^.*\//, ''), version]),
    );
    for (const split of ['test', 'train']) {
      const state = readJson(made, 'datasets/saved-to-disk', split, 'state.json') as { _fingerprint: string };
      expect(versions).toContainEqual([split, state['_fingerprint']]);
    }
    expect(graph.links.map(({ from }) => from.name.replace(/^.*saved-to-disk\//, '')).sort()).toEqual([
      'test/data-00000-of-00001.arrow',
      'train/data-00000-of-00002.arrow',
      'train/data-00001-of-00002.arrow',
    ]);
  });

  it('the cache of a hub has revisions, what points to them, and files by their digests', async () => {
    const { graph, failures } = await understood(path.join(made, 'hub-cache.tar.gz'));
    expect(failures).toEqual([]);
    const model = graph.datasets.find(({ name }) => name === 'bikes-org/classifier')!;
    expect(model.versions.map(({ version }) => version.slice(0, 7)).sort()).toEqual(['83be8fd', 'd282989']);
    const weights = graph.datasets.find(({ name }) => name === 'bikes-org/classifier/weights/model.bin')!;
    expect(weights.versions.map(({ sha256 }) => sha256?.slice(0, 8))).toEqual(['0bf3b925']);
    expect(graph.datasets.map(({ name }) => name)).toContain('datasets/bikes-org/trips');
  });

  it.each([
    ['bad-yaml', false],
    ['tabs', false],
    ['key-twice', true],
    ['model-index-is-a-map', true],
  ])('broken/%s is read, or refused with its place', async (name, isRead) => {
    const { failures } = await understood(path.join(made, 'broken', name, 'README.md'));
    expect(failures).toHaveLength(isRead ? 0 : 1);
  });
});
