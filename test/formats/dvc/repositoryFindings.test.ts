import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import { emptyPorts } from '../../operations/lineagePorts';
import { folderOfTexts } from '../../operations/lineage/textPlace';
import { valueOf } from '../../operations/testProject';

async function warningsOf(texts: Readonly<Record<string, string>>) {
  const ports = emptyPorts();
  const { value } = valueOf(await importLineage(ports, folderOfTexts('r', texts)));
  expect(value.files.filter((file) => 'failure' in file)).toEqual([]);
  const warnings = value.files.flatMap((file) => ('failure' in file ? [] : file.warnings));
  const jobs = [...valueOf(await loadWorkspace(ports.store)).jobs.values()].map(({ job }) => job.name);
  return { warnings, jobs: jobs.sort() };
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const pointer = (text: string, path: string) =>
  `outs:\n- md5: ${md5(text)}\n  size: ${text.length}\n  hash: md5\n  path: ${path}\n`;

describe('what a repository of DVC says of its bytes', () => {
  it('a file that is not what its pointer says was changed since; one that is not there is no word', async () => {
    const same = { 'a.csv': 'x,y\n', 'a.csv.dvc': pointer('x,y\n', 'a.csv') };
    expect((await warningsOf(same)).warnings).toEqual([]);
    expect((await warningsOf({ 'a.csv.dvc': same['a.csv.dvc'] })).warnings).toEqual([]);
    expect((await warningsOf({ ...same, 'a.csv': 'x,z\n' })).warnings).toEqual([
      { message: 'the file is not what its pointer says: it was changed since', place: 'a.csv', count: 1 },
    ]);
  });

  it('a folder of which files are missing says so, by the listing in the cache', async () => {
    const listing = JSON.stringify([
      { md5: md5('1'), relpath: 'a.txt' },
      { md5: md5('2'), relpath: 'b/c.txt' },
    ]);
    const digest = md5(listing);
    const texts = {
      '.dvc/config': '',
      [`.dvc/cache/files/md5/${digest.slice(0, 2)}/${digest.slice(2)}.dir`]: listing,
      'data.dvc': `outs:\n- md5: ${digest}.dir\n  nfiles: 2\n  size: 2\n  hash: md5\n  path: data\n`,
      'data/a.txt': '1',
    };
    expect((await warningsOf(texts)).warnings).toEqual([
      { message: '1 of the 2 files of a folder are not there', place: 'data', count: 1 },
    ]);
    expect((await warningsOf({ ...texts, 'data/b/c.txt': '2' })).warnings).toEqual([]);
  });

  it('a dependency that neither command nor code names is a finding, where the code is there', async () => {
    const texts = {
      'dvc.yaml':
        'stages:\n  train:\n    cmd: python src/train.py\n    deps: [src/train.py, src/model.py, data/raw.csv, data/all, docs/rules.txt]\n    outs: [m.json]\n',
      'src/train.py': "import model\nread('data/raw.csv')\nwalk('data')\n",
      'src/model.py': '',
    };
    expect((await warningsOf(texts)).warnings).toEqual([
      {
        message: 'a dependency is named neither by the command of its stage nor in its code',
        place: 'train: docs/rules.txt',
        count: 1,
      },
    ]);
    const { 'dvc.yaml': alone } = texts;
    expect((await warningsOf({ 'dvc.yaml': alone })).warnings).toEqual([]);
  });

  it('variables of a pipeline come from TOML and Python too', async () => {
    const texts = {
      'dvc.yaml':
        'vars:\n  - sizes.toml\n  - more.py:Train\nstages:\n  fit:\n    foreach: ${sizes}\n    do:\n      cmd: fit ${item} ${Train.rate}\n      outs:\n      - m-${item}.json\n',
      'sizes.toml': 'sizes = ["small", "large"]\n',
      'more.py': 'class Train:\n    rate = 0.5\n',
    };
    expect(await warningsOf(texts)).toEqual({ warnings: [], jobs: ['fit@large', 'fit@small'] });
  });
});
