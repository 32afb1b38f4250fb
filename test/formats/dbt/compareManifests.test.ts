import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ChangeReason, compareManifests } from '../../../src/formats/dbt/compareManifests';
import { sharedFolder } from '../../sharedFolder';
import { valueOf } from '../../operations/testProject';
import { smallManifest } from './smallProject';

const eggs = {
  ...smallManifest.nodes['model.farm.eggs'],
  checksum: { name: 'sha256', checksum: 'a' },
  unrendered_config: { materialized: 'table' },
};
const manifest = (members: object, more: object = {}) =>
  JSON.stringify({
    ...smallManifest,
    nodes: { ...smallManifest.nodes, 'model.farm.eggs': { ...eggs, ...members } },
    macros: { 'macro.dbt.run': { macro_sql: 'a', depends_on: { macros: ['macro.dbt.inner'] } } },
    ...more,
  });
const reasonsOf = (before: string, after: string) =>
  valueOf(compareManifests(before, after)).map(({ id, change, reasons }) => [id, change, ...reasons]);

it('a manifest is as it is, whenever it was made and for whatever target', () => {
  const later = manifest({ created_at: 2, compiled_code: 'other', relation_name: '"prod"."main"."Eggs"' });
  expect(reasonsOf(manifest({ created_at: 1 }), later)).toEqual([]);
});

it.each([
  [{ checksum: { name: 'sha256', checksum: 'b' } }, ['body']],
  [{ unrendered_config: { materialized: 'view' } }, ['configs']],
  [{ unrendered_config: { materialized: 'table', alias: 'x' } }, ['relation']],
  [{ contract: { enforced: true, checksum: 'c' } }, ['contract']],
  [{ description: 'Other.' }, []],
  [{ fqn: ['farm', 'moved', 'eggs'] }, ['path']],
  [{ depends_on: { macros: [], nodes: [] } }, ['dependencies']],
])('a model with %j is modified in that', (members, reasons) => {
  expect(reasonsOf(manifest({}), manifest(members))).toEqual(
    reasons.length === 0 ? [] : [['model.farm.eggs', 'modified', ...reasons]],
  );
});

it('a description counts where dbt writes it into the database', () => {
  const config = { persist_docs: { relation: true } };
  expect(reasonsOf(manifest({ config }), manifest({ config, description: 'Other.' }))).toEqual([
    ['model.farm.eggs', 'modified', 'persisted_descriptions'],
  ]);
});

it('a macro counts for all that use it, through other macros too', () => {
  const macros = {
    'macro.dbt.run': { macro_sql: 'a', depends_on: { macros: ['macro.dbt.inner', 'macro.dbt.run'] } },
    'macro.dbt.inner': { macro_sql: 'new' },
  };
  expect(reasonsOf(manifest({}), manifest({}, { macros }))).toEqual([
    ['model.farm.eggs', 'modified', 'macros'],
  ]);
});

it('what came, what went, and what has no code', () => {
  const [[id, exposure]] = Object.entries(smallManifest.exposures) as [[string, object]];
  const after = manifest(
    {},
    {
      exposures: {
        [id]: { ...exposure, url: 'x' },
        'exposure.farm.new': { ...exposure, unique_id: 'exposure.farm.new' },
      },
      metrics: {},
    },
  );
  expect(reasonsOf(manifest({}), after)).toEqual([
    ['exposure.farm.board', 'modified', 'definition'],
    ['exposure.farm.new', 'new'],
    ['metric.farm.eggs_laid', 'removed'],
  ]);
});

it('says of which text it is no manifest, and where', () => {
  const cases = [
    ['{', manifest({}), { side: 'before', place: 'line 1, column 2' }],
    [manifest({}), '{}', { side: 'after', place: '' }],
    [manifest({}), manifest({}, { nodes: 3 }), { side: 'after', place: '/nodes' }],
  ] as const;
  for (const [before, after, error] of cases)
    expect(compareManifests(before, after)).toMatchObject({ ok: false, error });
});

const shop = sharedFolder && path.join(sharedFolder.made, 'dbt', 'shop');

describe.skipIf(!shop)('two days of a project, as dbt itself compares them', () => {
  const read = (...parts: string[]) => readFileSync(path.join(shop!, ...parts), 'utf8');
  const { selectors, added, removed } = shop
    ? (
        JSON.parse(read('EXPECT.json')) as {
          day2: Record<'added' | 'removed', string[]> & { selectors: Record<string, string[]> };
        }
      ).day2
    : { selectors: {} as Record<string, string[]>, added: [], removed: [] };
  const changes = shop
    ? valueOf(compareManifests(read('target/manifest.json'), read('target_day2/manifest.json')))
    : [];
  const ids = (which: (change: (typeof changes)[number]) => boolean) =>
    changes.filter(which).map(({ id }) => id);

  it('the same nodes are new, removed and modified', () => {
    expect(ids(({ change }) => change === 'new')).toEqual(added);
    expect(ids(({ change }) => change === 'removed')).toEqual(removed);
    expect(ids(() => true).sort()).toEqual(selectors['state:modified']?.toSorted());
  });

  it.each(['body', 'configs', 'relation', 'macros', 'contract', 'persisted_descriptions'] as ChangeReason[])(
    'state:modified.%s selects the same, and what is new where dbt counts that',
    (reason) => {
      const selected = selectors[`state:modified.${reason}`]!;
      const isNewCounted = selected.some((id) => added.includes(id));
      const found = ids(
        ({ change, reasons }) => reasons.includes(reason) || (isNewCounted && change === 'new'),
      );
      expect(found.sort()).toEqual(selected.toSorted());
    },
  );
});
