import fc from 'fast-check';
import { expect, it } from 'vitest';
import { undo } from '../../../src/operations/audit/undo';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import { exportOpenLineage } from '../../../src/operations/lineage/exportLineage';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import { importFile } from '../../../src/operations/workspaces/importFile';
import {
  smallCatalog,
  smallEvents,
  smallFreshness,
  smallManifest,
  smallResults,
} from '../../formats/dbt/smallProject';
import { emptyPorts } from '../lineagePorts';
import { valueOf } from '../testProject';
import { folderOfTexts } from './textPlace';

const files: readonly (readonly [string, string])[] = [
  ['target/manifest.json', JSON.stringify(smallManifest)],
  ['target/run_results.json', JSON.stringify(smallResults)],
  ['target/sources.json', JSON.stringify(smallFreshness)],
  ['target/catalog.json', JSON.stringify(smallCatalog)],
  ['events.json', JSON.stringify(smallEvents)],
];

/** The graph of some imports, one after the other. */
async function graphOf(parts: readonly (readonly (readonly [string, string])[])[]) {
  const ports = emptyPorts();
  for (const part of parts)
    valueOf(await importLineage(ports, folderOfTexts('farm', Object.fromEntries(part))));
  return { ports, graph: graphOutput(valueOf(await loadWorkspace(ports.store))) };
}

it('[L37] artifacts and events of dbt give the same graph in any order and split', async () => {
  const { graph: whole } = await graphOf([files]);
  const orders = fc.shuffledSubarray([...files], { minLength: files.length });
  const splits = fc.tuple(orders, fc.integer({ min: 0, max: files.length }));
  await fc.assert(
    fc.asyncProperty(splits, async ([order, cut]) => {
      const parts = [order.slice(0, cut), order.slice(cut)].filter((part) => part.length > 0);
      expect((await graphOf(parts)).graph).toEqual(whole);
    }),
    { numRuns: 40 },
  );
});

it('[L34] a column that events name by the real table is of the source that stands for it', async () => {
  const { graph } = await graphOf([files]);
  expect(graph['columnLinks']).toEqual([
    {
      from: { dataset: { namespace: 'dbt', name: 'source.farm.barn.laid' }, column: 'id' },
      to: { dataset: { namespace: 'dbt', name: 'model.farm.eggs' }, column: 'id' },
      transformations: [],
    },
  ]);
});

it('[L49] the job of a node is one, whoever names it; the job of its tests is another', async () => {
  const { graph } = await graphOf([files]);
  const jobs = graph['jobs'] as unknown as readonly { readonly name: string; readonly names: unknown }[];
  const dbt = (name: string) => ({ namespace: 'dbt', name });
  const event = (name: string) => ({ namespace: 'farm_dbt', name: `db.main.farm.eggs.build.${name}` });
  expect(jobs.map(({ name, names }) => [name, names])).toEqual([
    ['exposure.farm.board', [dbt('exposure.farm.board')]],
    ['metric.farm.eggs_laid', [dbt('metric.farm.eggs_laid')]],
    ['model.farm.eggs', [dbt('model.farm.eggs'), event('run')]],
    ['test.farm.unique_eggs_id.1f', [dbt('test.farm.unique_eggs_id.1f')]],
    [event('test').name, [event('test')]],
  ]);
});

it('[L49] events by themselves say that their job goes by the unique id; an undo of them leaves the node', async () => {
  const events = files.at(-1)!;
  const alone = await graphOf([[events]]);
  expect(alone.graph['jobs']).toMatchObject([
    { namespace: 'farm_dbt', names: [{ namespace: 'dbt', name: 'model.farm.eggs' }, {}] },
    { names: [{}] },
  ]);
  const { graph: without } = await graphOf([files.slice(0, -1)]);
  const { ports } = await graphOf([files.slice(0, -1)]);
  const { auditSequence } = valueOf(
    await importLineage(ports, folderOfTexts('farm', Object.fromEntries([events]))),
  );
  valueOf(await undo(ports, auditSequence!));
  expect(graphOutput(valueOf(await loadWorkspace(ports.store)))).toEqual(without);
});

it('an export as events of OpenLineage gives the same graph', async () => {
  const { ports, graph } = await graphOf([files]);
  const text = valueOf(await exportOpenLineage(ports, null));
  const other = emptyPorts();
  valueOf(await importFile(other, { path: 'export.json', text }));
  expect(graphOutput(valueOf(await loadWorkspace(other.store)))).toEqual(graph);
});

it('[I4] the same artifacts again change nothing', async () => {
  const { ports } = await graphOf([files]);
  const again = folderOfTexts('farm', Object.fromEntries(files));
  expect(valueOf(await importLineage(ports, again)).auditSequence).toBeNull();
});

it('a misshapen artifact is a warning in its folder, and refused by itself', async () => {
  const bad = JSON.stringify({ ...smallResults, results: 'none' });
  const folder = Object.fromEntries([files[0]!, ['target/run_results.json', bad]]);
  const { value } = valueOf(await importLineage(emptyPorts(), folderOfTexts('farm', folder)));
  const failure = { kind: 'malformedLineage', place: '/results' };
  expect(value.files).toMatchObject([{ path: 'farm/target/manifest.json' }, { failure }]);
  expect(value.counts.jobs).toBe(4);
  const alone = folderOfTexts('farm', { 'run_results.json': bad });
  expect(await importLineage(emptyPorts(), alone)).toMatchObject({ ok: false, error: failure });
});
