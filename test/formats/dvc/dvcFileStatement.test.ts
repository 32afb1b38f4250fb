import { expect, it } from 'vitest';
import { dvcFileStatement } from '../../../src/formats/dvc/dvcFileStatement';
import { readDvcFile } from '../../../src/formats/dvc/readDvcFile';

const md5 = '0123456789abcdef0123456789abcdef';

function linksOf(path: string, text: string) {
  const read = readDvcFile(text);
  if (!read.ok) throw new Error(read.error.kind);
  const { jobs, datasets, links } = dvcFileStatement(path, read.value);
  expect(links.map(({ dataset }) => dataset)).toEqual(datasets);
  return {
    job: jobs.map(({ namespace, name }) => [namespace, name]),
    links: links.map(({ role, dataset: { namespace, name, version }, origin, requested }) => [
      role,
      namespace,
      name,
      version && [version.name, version.content, version.byteLength],
      origin,
      requested,
    ]),
  };
}

it('an out has its path in the repository for a name, and its MD5 for a version', () => {
  const outs = `outs:\n- md5: ${md5}\n  size: 5\n  path: a b.csv\n- md5: ${md5}.dir\n  size: 9\n  path: ../dir\n`;
  expect(linksOf('data/raw/a.dvc', outs)).toEqual({
    job: [['dvc', 'data/raw/a.dvc']],
    links: [
      ['output', 'dvc', 'data/raw/a b.csv', [md5, 'file', 5], 'declared', null],
      ['output', 'dvc', 'data/dir', [`${md5}.dir`, 'directory', 9], 'declared', null],
    ],
  });
  expect(linksOf('a.dvc', `wdir: sub/..\nouts:\n- path: ./x\n`).links).toEqual([
    ['output', 'dvc', 'x', null, 'declared', null],
  ]);
});

it.each([
  [
    'path: lists\n  repo:\n    url: https://h/r\n    rev: v1\n    rev_lock: abc',
    ['https://h/r', 'lists', 'abc', 'v1'],
  ],
  ['path: s3://bucket/in/a.csv\n  etag: e1', ['s3://bucket', 'in/a.csv', 'e1', null]],
  ['path: remote://src/a.csv\n  etag: e2', ['dvc', 'remote://src/a.csv', 'e2', null]],
  [`path: /feeds/a.csv\n  md5: ${md5}`, ['file', '/feeds/a.csv', md5, null]],
  ['db:\n    connection: desk\n    table: stock', ['desk', 'stock', undefined, null]],
])('an import of %s is declared to read it', (dependency, [namespace, name, version, requested]) => {
  const [input] = linksOf('b/x.dvc', `deps:\n- ${dependency}\nouts:\n- path: x\n`).links;
  const [role, ofNamespace, ofName, ofVersion, origin, asked] = input!;
  expect([role, ofNamespace, ofName, (ofVersion as string[] | null)?.[0], origin, asked]).toEqual([
    'input',
    namespace,
    name,
    version,
    'declared',
    requested,
  ]);
});
