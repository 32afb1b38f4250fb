import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { nodeText } from '../../../src/cli/nodePorts';
import { DvcRemotes } from '../../../src/formats/dvc/remotes';
import { placeOfText } from '../../../src/formats/lineagePlace';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import type { Md5 } from '../../../src/versioning/digest';
import { emptyPorts } from '../../operations/lineagePorts';
import { folderOfTexts } from '../../operations/lineage/textPlace';
import { valueOf } from '../../operations/testProject';

const md5 = 'ab'.padEnd(32, 'c') as Md5;
const own = `files/md5/ab/${'c'.repeat(30)}`;
const uriOf = async (config: string, out = {}) => {
  const remotes = await DvcRemotes.read(placeOfText('.dvc/config', config, nodeText), '');
  return remotes.bytesOf({ path: 'data/a.csv', md5, isOfBytes: true, remote: null, ...out })?.uri ?? null;
};
const remote = (url: string, more = '') =>
  `[core]\n    remote = r\n['remote "r"']\n    url = ${url}\n${more}`;

it('bytes lie at the remote by their MD5, before DVC 3 without a folder for the kind of hash', async () => {
  expect(await uriOf(remote('s3://shop/dvc/'))).toBe(`s3://shop/dvc/${own}`);
  expect(await uriOf(remote('s3://shop/dvc'), { isOfBytes: false })).toBe(
    `s3://shop/dvc/ab/${'c'.repeat(30)}`,
  );
  expect(await uriOf(remote('s3://shop/dvc'), { md5: `${md5}.dir` })).toBe(`s3://shop/dvc/${own}.dir`);
  expect(await uriOf('[remote "r"]\nurl = /srv/dvc\n[core]\nremote = "r"\n')).toBe(`/srv/dvc/${own}`);
});

it('where a bucket keeps versions they lie by their paths', async () => {
  expect(await uriOf(remote('s3://shop', '    version_aware = true\n'))).toBe('s3://shop/data/a.csv');
  expect(await uriOf(remote('s3://shop', '    worktree = true\n'), { md5: null })).toBe(
    's3://shop/data/a.csv',
  );
  expect(await uriOf(remote('s3://shop'), { md5: null })).toBeNull();
});

it('a path counts from the settings, a remote may lie below another, and a password is not told', async () => {
  expect(await uriOf(remote('../../store'))).toBe(`../store/${own}`);
  const below = `['remote "base"']\n    url = ssh://ana:secret@host.example/srv\n`;
  expect(await uriOf(remote('remote://base/dvc', below))).toBe(`ssh://ana@host.example/srv/dvc/${own}`);
  expect(await uriOf(remote('remote://r/dvc'))).toBeNull();
});

it('an output names its own remote; without one, and without a default, nothing is told', async () => {
  const other = `['remote "cold"']\n    url = gs://archive\n`;
  expect(await uriOf(remote('s3://shop', other), { remote: 'cold' })).toBe(`gs://archive/${own}`);
  expect(await uriOf(other)).toBeNull();
  expect(await uriOf(remote('s3://shop'), { remote: 'gone' })).toBeNull();
  expect(await uriOf('')).toBeNull();
});

it('each output of a lock says where its bytes would be had, unless its stage does not push it', async () => {
  const hash = (text: string): string => createHash('md5').update(text).digest('hex');
  const out = (path: string) => `    - path: ${path}\n      hash: md5\n      md5: ${hash(path)}\n`;
  const ports = emptyPorts();
  const files = {
    '.dvc/config': remote('s3://shop', `['remote "cold"']\n    url = gs://archive\n`),
    'dvc.yaml':
      'stages:\n  s:\n    cmd: x\n    outs: [a, {b: {remote: cold}}, {c: {cache: false}}, {d: {push: false}}]\n',
    'dvc.lock': `schema: '2.0'\nstages:\n  s:\n    cmd: x\n    outs:\n${['a', 'b', 'c', 'd'].map(out).join('')}`,
  };
  valueOf(await importLineage(ports, folderOfTexts('x', files)));
  const graph = graphOutput(valueOf(await loadWorkspace(ports.store))) as unknown as {
    datasets: readonly { name: string; versions: readonly { told: { dataSource?: unknown } }[] }[];
  };
  const at = (path: string): string => `files/md5/${hash(path).slice(0, 2)}/${hash(path).slice(2)}`;
  expect(graph.datasets.map(({ name, versions }) => [name, versions[0]?.told.dataSource])).toEqual([
    ['a', { name: 'remote r', uri: `s3://shop/${at('a')}` }],
    ['b', { name: 'remote cold', uri: `gs://archive/${at('b')}` }],
    ['c', undefined],
    ['d', undefined],
  ]);
});
