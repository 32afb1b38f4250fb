import { expect, it } from 'vitest';
import { undo } from '../../../src/operations/audit/undo';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import { emptyPorts } from '../lineagePorts';
import { valueOf } from '../testProject';
import { folderOfTexts } from './textPlace';

const md5 = (digit: string): string => digit.repeat(32);
const event = (type: string, hour: number) =>
  JSON.stringify({
    eventType: type,
    eventTime: `2026-01-01T0${hour}:00:00Z`,
    run: { runId: '11111111-1111-4111-8111-111111111111' },
    job: { namespace: 'n', name: 'j' },
    inputs: [{ namespace: 'n', name: 'raw' }],
  });
const files = {
  '.dvc/config': '',
  'events/1.json': event('START', 1),
  'events/2.json': event('COMPLETE', 2),
  'data/a.csv.dvc': `outs:\n- md5: ${md5('a')}\n  size: 3\n  path: a.csv\n`,
  'pictures.bin': `version https://git-lfs.github.com/spec/v1\noid sha256:${'b'.repeat(64)}\nsize 5\n`,
};

const workspaceOf = async ({ store }: OperationPorts) => valueOf(await loadWorkspace(store));

/** A pointer says no time: its version is of the moment of its import, which is left out here. */
const graphOf = async (ports: OperationPorts) =>
  JSON.stringify(graphOutput(await workspaceOf(ports)), (key, value: unknown) =>
    key === 'time' ? undefined : value,
  );

it('[I4] [I5] the lineage of a folder, of whatever formats, is one change, and one undo takes it back', async () => {
  const ports = emptyPorts();
  const { value, auditSequence } = valueOf(await importLineage(ports, folderOfTexts('shop', files)));
  expect(value.files.map((file) => [file.path, file.format])).toEqual([
    ['shop/data/a.csv.dvc', 'dvc'],
    ['shop/events/1.json', 'openlineage'],
    ['shop/events/2.json', 'openlineage'],
    ['shop/pictures.bin', 'git-lfs'],
  ]);
  expect(value.counts).toEqual({ artifacts: 3, snapshots: 2, jobs: 2, runs: 1, edges: 2 });
  const audit = valueOf(await ports.store.read((transaction) => transaction.all('audit')));
  expect(audit).toMatchObject([
    {
      action: 'importLineage',
      subject: 'shop',
      detail: { eventCount: 4, formats: { dvc: 1, openlineage: 2, 'git-lfs': 1 } },
    },
  ]);
  valueOf(await undo(ports, auditSequence!));
  const { artifacts, jobs, runs } = await workspaceOf(ports);
  expect([artifacts.size, jobs.size, runs.size]).toEqual([0, 0, 0]);
});

it('[L37] importing a folder again changes nothing, and its parts one by one give the same graph', async () => {
  const ports = emptyPorts();
  valueOf(await importLineage(ports, folderOfTexts('shop', files)));
  const graph = await graphOf(ports);
  expect(valueOf(await importLineage(ports, folderOfTexts('shop', files))).auditSequence).toBeNull();
  expect(await graphOf(ports)).toEqual(graph);
  const other = emptyPorts();
  for (const [path, text] of Object.entries(files).toReversed())
    valueOf(await importLineage(other, folderOfTexts('shop', { '.dvc/config': '', [path]: text })));
  expect(await graphOf(other)).toEqual(graph);
});

it('a malformed file of a folder is left out with its place, and refused where it is alone', async () => {
  const bad = 'outs:\n- path: x\n  size: much\n';
  const ports = emptyPorts();
  const { value } = valueOf(await importLineage(ports, folderOfTexts('shop', { ...files, 'x.dvc': bad })));
  expect(value.files.at(-1)).toMatchObject({
    path: 'shop/x.dvc',
    failure: { kind: 'malformedLineage', place: 'line 3, column 9' },
  });
  expect(value.counts.artifacts).toBe(3);
  expect(await importLineage(emptyPorts(), folderOfTexts('shop', { 'x.dvc': bad }))).toMatchObject({
    ok: false,
    error: { kind: 'malformedLineage', path: 'shop/x.dvc', place: 'line 3, column 9' },
  });
});

it('of a file that is refused in its middle no event is taken', async () => {
  const broken = `${event('START', 1)}\n{"eventType": 7, "run": {"runId": 1}}\n`;
  const ports = emptyPorts();
  const { value } = valueOf(
    await importLineage(ports, folderOfTexts('shop', { 'a.jsonl': broken, 'b.json': event('COMPLETE', 2) })),
  );
  expect(value.eventCount).toBe(1);
  expect([...(await workspaceOf(ports)).runs.values()].map(({ run }) => run.startedAt)).toEqual([null]);
});

it('a pipeline of DVC and its lock say the same in one import as in two, in either order', async () => {
  const pipeline = {
    '.dvc/config': '',
    'dvc.yaml': `stages:\n  fit:\n    cmd: fit\n    deps: [data]\n    outs: [m.bin: {type: model}]\n`,
    'dvc.lock': `schema: '2.0'\nstages:\n  fit:\n    cmd: fit\n    deps: [{path: data, md5: ${md5('c')}.dir}]\n    outs: [{path: m.bin, hash: md5, md5: ${md5('d')}, size: 4}]\n`,
    'data/part.csv.dvc': `outs:\n- {md5: ${md5('e')}, path: part.csv}\n`,
  };
  const ports = emptyPorts();
  valueOf(await importLineage(ports, folderOfTexts('repo', pipeline)));
  const workspace = await workspaceOf(ports);
  const graph = graphOutput(workspace) as unknown as { links: { origin: string; from: { name: string } }[] };
  // The stage reads the folder, and so the output that lies in it.
  expect(graph.links.flatMap(({ origin, from }) => (origin === 'declared' ? from.name : [])).sort()).toEqual([
    'data',
    'data/part.csv',
    'data/part.csv.dvc',
    'fit',
  ]);
  expect(workspace.artifactNamed('dvc', 'm.bin')?.artifact.kind).toBe('model');
  for (const order of [['dvc.lock'], ['dvc.yaml'], ['data/part.csv.dvc']]) {
    const other = emptyPorts();
    const all = folderOfTexts('repo', pipeline);
    const [source] = all.sources;
    const pick = (isFirst: boolean) => ({
      ...all,
      sources: [{ ...source!, files: source!.files.filter(({ path }) => order.includes(path) === isFirst) }],
    });
    valueOf(await importLineage(other, pick(true)));
    valueOf(await importLineage(other, pick(false)));
    expect(await graphOf(other)).toEqual(await graphOf(ports));
  }
});
