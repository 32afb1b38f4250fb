import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { undo } from '../../../src/operations/audit/undo';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import { dropFolder, testPorts, valueOf } from '../testProject';
import { droppedFolder, folderOfTexts } from './textPlace';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const rows = 'id,city\n1,Oslo\n2,Bergen\n';
const yaml = 'stages:\n  get:\n    cmd: python get.py\n    outs: [data/trips.csv]\n';
const lockOf = (text: string): string =>
  `schema: '2.0'\nstages:\n  get:\n    cmd: python get.py\n    outs:\n    - path: data/trips.csv\n      hash: md5\n      md5: ${md5(text)}\n      size: ${text.length}\n`;
const shop = { 'dvc.yaml': yaml, 'dvc.lock': lockOf(rows), 'data/trips.csv': rows };
const config = (url: string): string => `[remote "origin"]\n\turl = ${url}\n`;
const head = 'ref: refs/heads/main\n';

const workspaceOf = async ({ store }: OperationPorts) => valueOf(await loadWorkspace(store));
const take = async (
  ports: OperationPorts,
  order: readonly ('import' | 'drop')[],
  files: Readonly<Record<string, string>> = shop,
) => {
  const sequences: (number | null)[] = [];
  for (const each of order)
    sequences.push(
      each === 'import'
        ? valueOf(await importLineage(ports, droppedFolder('shop', files))).auditSequence
        : (await dropFolder(ports, 'shop', files)).auditSequence,
    );
  return sequences;
};

/** Of the output of the stage: each version by what its bytes are, with its rows. */
const versionsOf = async (ports: OperationPorts) => {
  const { artifacts } = await workspaceOf(ports);
  const named = [...artifacts.values()].filter(({ names }) =>
    names.some(({ name }) => name.endsWith('data/trips.csv')),
  );
  return named.map(({ names, snapshots }) => ({
    names: names.map(({ namespace, name }) => `${namespace} ${name}`).sort(),
    versions: snapshots.map(({ snapshot, reading }) => [
      snapshot.md5,
      snapshot.digest,
      reading?.rowCount ?? null,
    ]),
  }));
};

describe('a dropped repository', () => {
  const once = [
    {
      names: expect.arrayContaining(['dvc:shop data/trips.csv', 'file shop/data/trips.csv']) as string[],
      versions: [[md5(rows), sha256(rows), 2]],
    },
  ];

  it.each([
    ['its lineage first', ['import', 'drop']],
    ['its files first', ['drop', 'import']],
  ] as const)('has its data once, with its bytes: %s', async (_, order) => {
    const ports = testPorts();
    await take(ports, order);
    expect(await versionsOf(ports)).toEqual(once);
    const { runs } = await workspaceOf(ports);
    const [version] = (await versionsOf(ports))[0]!.versions;
    expect(version![1]).toBe(sha256(rows));
    expect([...runs.values()].map(({ outputs }) => outputs.length)).toEqual([1]);
    expect(await take(ports, ['import', 'drop'])).toEqual([null, null]);
  });

  it('an output that was changed since its lock is the next version, in either order', async () => {
    const changed = { ...shop, 'data/trips.csv': `${rows}3,Rome\n` };
    const ports = testPorts();
    await take(ports, ['import', 'drop'], changed);
    expect((await versionsOf(ports)).map(({ versions }) => versions)).toEqual([
      [
        [md5(rows), null, null],
        [md5(changed['data/trips.csv']), sha256(changed['data/trips.csv']), 3],
      ],
    ]);
  });

  it('stages that DVC keeps in its cache are no pointers', async () => {
    const ports = testPorts();
    const ran = `cmd: python get.py\nouts:\n- hash: md5\n  md5: ${md5('old')}\n  path: data/trips.csv\n  size: 3\n`;
    await take(ports, ['import', 'drop'], { ...shop, '.dvc/cache/runs/ab/abc/def': ran });
    expect(await versionsOf(ports)).toEqual(once);
  });

  it('an undo of its files leaves what its lock tells, and one of its lineage what was dropped before', async () => {
    const ports = testPorts();
    const [, dropped] = await take(ports, ['import', 'drop']);
    valueOf(await undo(ports, dropped!));
    expect((await versionsOf(ports)).map(({ versions }) => versions)).toEqual([[[md5(rows), null, null]]]);
    const other = testPorts();
    const [, imported] = await take(other, ['drop', 'import']);
    valueOf(await undo(other, imported!));
    expect(await versionsOf(other)).toEqual([
      { names: ['file shop/data/trips.csv'], versions: [[md5(rows), sha256(rows), 2]] },
    ]);
  });
});

describe('two repositories with an output at one path', () => {
  const repository = (url: string, text: string) => ({
    '.git/HEAD': head,
    '.git/config': config(url),
    'dvc.yaml': yaml,
    'dvc.lock': lockOf(text),
  });
  const [one, other] = [
    repository('git@example.org:a/one.git', rows),
    repository('https://example.org/a/two', 'id\n'),
  ];

  it('stay two, and each is told with the names of the tool too', async () => {
    const ports = testPorts();
    for (const files of [one, other]) valueOf(await importLineage(ports, folderOfTexts('x', files)));
    const graph = graphOutput(await workspaceOf(ports)) as unknown as {
      datasets: readonly { namespace: string; name: string; versions: readonly { md5: string }[] }[];
      jobs: readonly { namespace: string; name: string }[];
    };
    expect(
      graph.datasets.map(({ namespace, name, versions }) => [
        namespace,
        name,
        versions.map((each) => each.md5),
      ]),
    ).toEqual([
      ['dvc:example.org/a/one', 'data/trips.csv', [md5(rows)]],
      ['dvc:example.org/a/two', 'data/trips.csv', [md5('id\n')]],
    ]);
    expect(graph.jobs.map(({ namespace, name }) => [namespace, name])).toEqual([
      ['dvc:example.org/a/one', 'get'],
      ['dvc:example.org/a/two', 'get'],
    ]);
  });

  it('one alone goes by the names of the tool, and by its own', async () => {
    const ports = testPorts();
    valueOf(await importLineage(ports, folderOfTexts('x', one)));
    expect(graphOutput(await workspaceOf(ports))).toMatchObject({
      datasets: [
        {
          namespace: 'dvc',
          name: 'data/trips.csv',
          names: [
            { namespace: 'dvc', name: 'data/trips.csv' },
            { namespace: 'dvc:example.org/a/one', name: 'data/trips.csv' },
          ],
        },
      ],
      jobs: [{ namespace: 'dvc', name: 'get' }],
      runs: [{ job: { namespace: 'dvc', name: 'get' } }],
    });
  });

  it('the same repository in two folders is one', async () => {
    const ports = testPorts();
    valueOf(await importLineage(ports, droppedFolder('here', one)));
    valueOf(await importLineage(ports, droppedFolder('there', one)));
    const { artifacts, jobs, runs } = await workspaceOf(ports);
    expect([artifacts.size, jobs.size, runs.size]).toEqual([1, 1, 1]);
  });
});
