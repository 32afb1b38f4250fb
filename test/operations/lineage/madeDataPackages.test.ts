import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../sharedFolder';
import { distinct, madeFolder, readJson, understood } from './madeGraph';

const made = madeFolder('frictionless-packages');

interface Truth {
  readonly name: string | null;
  readonly version: string | null;
  readonly resources: readonly {
    readonly name: string;
    readonly paths: readonly string[];
    readonly hash: string | null;
    readonly bytes: number | null;
    readonly fields: readonly { readonly name: string; readonly type: string }[];
  }[];
}

describe.skipIf(!sharedFolder)('data packages', () => {
  const packages = sharedFolder
    ? (readJson(made, 'EXPECT.json') as { packages: Readonly<Record<string, { truth: Truth }>> }).packages
    : {};

  it.each(Object.keys(packages))('%s has its resources with fields, bytes and files', async (folder) => {
    const { truth } = packages[folder]!;
    const { graph, failures } = await understood(path.join(made, folder));
    expect(failures).toEqual([]);
    const key = graph.datasets.find(
      ({ told }) => (told.derivation?.sources.length ?? 0) > 0 && told.schema === undefined,
    )!;
    if (truth.name !== null) expect(key.name).toBe(truth.name);
    expect(key.versions.map(({ version }) => version)).toEqual(truth.version === null ? [] : [truth.version]);
    for (const { name, paths, hash, fields } of truth.resources) {
      const dataset = graph.datasets.find((each) =>
        each.names.some((own) => own.name === `${key.name}/${name}`),
      )!;
      const told = [dataset.told, ...dataset.versions.map((version) => version.told)].find(
        ({ schema }) => schema,
      );
      expect((told?.schema?.fields ?? []).map((field) => field.name)).toEqual(
        fields.map((field) => field.name),
      );
      const sha256 = /^(?:sha256:)?([0-9a-f]{64})$/.exec(hash ?? '')?.[1];
      if (sha256 !== undefined) expect(dataset.versions.map((version) => version.sha256)).toEqual([sha256]);
      const files = dataset.names.filter(({ namespace }) => namespace === 'file').length;
      if (paths.length === 1 && !paths[0]!.startsWith('http')) expect([name, files]).toEqual([name, 1]);
    }
    const links = graph.links.filter(({ to }) => to.name === key.name);
    expect(distinct(links.map(({ from }) => from.name))).toHaveLength(truth.resources.length);
  });

  it.each(['no-name.json', 'both-path-and-data.json', 'unsafe-path.json', 'name-twice.json'])(
    'broken/%s is read as far as it can be',
    async (name) => {
      const { failures } = await understood(path.join(made, 'broken', name));
      expect(failures).toEqual([]);
    },
  );
});
