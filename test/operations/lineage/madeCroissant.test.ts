import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../sharedFolder';
import { distinct, madeFolder, readJson, understood } from './madeGraph';

const made = madeFolder('croissant');

interface Truth {
  readonly name: string | Readonly<Record<string, string>>;
  readonly version: string | null;
  readonly license: readonly string[] | null;
  readonly distribution: readonly {
    readonly id: string;
    readonly sha256: string | null;
    readonly md5: string | null;
  }[];
  readonly record_sets: readonly {
    readonly id: string;
    readonly fields: readonly { readonly id: string }[];
  }[];
  readonly structure_edges: readonly (readonly [string, string])[];
}

describe.skipIf(!sharedFolder)('descriptions in Croissant', () => {
  const datasets = sharedFolder
    ? (readJson(made, 'EXPECT.json') as { datasets: Readonly<Record<string, Truth>> }).datasets
    : {};

  it.each(Object.keys(datasets))(
    '%s has its files, record sets, fields and what feeds what',
    async (folder) => {
      const truth = datasets[folder]!;
      const { graph, failures, warnings } = await understood(path.join(made, folder, 'metadata.json'));
      expect([failures, warnings]).toEqual([[], []]);
      const key = typeof truth.name === 'string' ? truth.name : truth.name['en']!;
      const find = (id: string) =>
        graph.datasets.find((each) => each.names.some(({ name }) => name === `${key}/${id}`))!;
      const whole = graph.datasets.find(({ name }) => name === key)!;
      expect(whole.versions.map(({ version }) => version)).toEqual(
        truth.version === null ? [] : [truth.version],
      );
      const licences = (whole.told.tags?.tags ?? []).filter(({ key: own }) => own === 'license');
      expect(licences.map(({ value }) => value)).toEqual(truth.license ?? []);
      for (const { id, sha256, md5 } of truth.distribution) {
        const [version] = find(id).versions;
        expect([id, version?.sha256 ?? null]).toEqual([
          id,
          /^[0-9a-f]{64}$/.test(sha256 ?? '') ? sha256 : null,
        ]);
        expect([id, version?.md5 ?? null]).toEqual([id, md5]);
      }
      for (const { id, fields } of truth.record_sets)
        expect(find(id).told.schema?.fields.map(({ name }) => `${id}/${name}`)).toEqual(
          fields.map((each) => each.id),
        );
      const inner = (node: string) => /^\w+\((.*)\)$/.exec(node)![1]!;
      const setOf = (node: string) =>
        node.startsWith('Field(') ? inner(node).replace(/\/[^/]*$/, '') : inner(node);
      const edges = truth.structure_edges
        .map(([from, to]) => [setOf(from), setOf(to)] as const)
        .filter(([from, to]) => from !== to)
        .map((edge) => edge.map((id) => find(id).name));
      const links = graph.links.map(({ from, to }) => [from.name, to.name]);
      expect(distinct(links.filter(([, to]) => to !== key))).toEqual(distinct(edges));
    },
  );

  it('columns of record sets come of columns of files', async () => {
    const { graph } = await understood(path.join(made, 'bikes-tables-1.0'));
    const km = graph.columnLinks.filter(({ to }) => to.column === 'km');
    expect(km.map(({ from }) => from.column)).toEqual(['km']);
    const files = graph.datasets.filter(({ names }) => names.some(({ namespace }) => namespace === 'file'));
    expect(files).toHaveLength(2);
  });

  it.each([
    ['truncated', false],
    ['not-a-dataset', false],
    ['unknown-source', true],
    ['unknown-container', true],
    ['passes-both-checksums', true],
  ])('invalid/%s is read with what it lacks, or refused', async (name, isRead) => {
    const { failures } = await understood(path.join(made, 'invalid', `${name}.json`));
    expect(failures).toHaveLength(isRead ? 0 : 1);
  });
});
