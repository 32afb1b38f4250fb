import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { scanFolder } from '../../../src/cli/lineageFiles';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import type { LineageSource } from '../../../src/operations/lineage/lineageRequest';
import { emptyPorts } from '../../operations/lineagePorts';
import { valueOf } from '../../operations/testProject';
import { hasGit, TestFolder } from '../git/repositories';

interface Graph {
  readonly datasets: readonly {
    readonly name: string;
    readonly versions: readonly {
      readonly version: string;
      readonly md5: string | null;
      readonly sha256: string | null;
      readonly time: string;
      readonly message: string | null;
      readonly aliases: readonly string[];
    }[];
  }[];
  readonly runs: readonly {
    readonly id: string;
    readonly job: { readonly name: string };
    readonly state: string;
    readonly endedAt: string | null;
    readonly parameters: readonly unknown[];
    readonly inputs: readonly { readonly dataset: { readonly name: string } }[];
    readonly outputs: readonly { readonly dataset: { readonly name: string } }[];
  }[];
}

let test: TestFolder | null = null;
afterEach(() => test?.remove());

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const pointer = (text: string, of = 'a.csv') =>
  `outs:\n- md5: '${md5(text)}'\n  size: ${text.length}\n  hash: md5\n  path: ${of}\n`;
const a = md5('A');

/** A repository whose commits are an hour apart, beginning with 2026-01-01T01:00Z. */
class History {
  readonly test = new TestFolder();
  private hour = 0;

  constructor(format = 'sha1') {
    test = this.test;
    this.test.git('init', '-q', '-b', 'main', `--object-format=${format}`);
  }

  commit(subject: string, files: Readonly<Record<string, string | null>>): string {
    for (const [name, content] of Object.entries(files))
      if (content === null) this.test.git('rm', '-q', name);
      else this.test.write(name, content);
    return this.commitAll(subject);
  }

  commitAll(subject: string, ...more: readonly string[]): string {
    this.test.git('add', '-A');
    this.test.git(
      'commit',
      '-q',
      '--allow-empty',
      '-m',
      subject,
      ...more,
      `--date=2026-01-01T${String(++this.hour).padStart(2, '0')}:00:00Z`,
    );
    return this.test.git('rev-parse', 'HEAD');
  }

  /** Commits by `git fast-import`, loose where they are fewer than it packs. */
  importMany(count: number, filesOf: (index: number) => Readonly<Record<string, string>>): void {
    const blob = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
    let stream = '';
    for (let i = 0; i < count; i++) {
      stream += `commit refs/heads/main\ncommitter Ana <ana@example.org> ${1_700_000_000 + i} +0000\n${blob(`Run ${i}`)}`;
      for (const [name, text] of Object.entries(filesOf(i)))
        stream += `M 100644 inline ${name}\n${blob(text)}`;
    }
    execFileSync('git', ['-c', 'fastimport.unpackLimit=100000', 'fast-import', '--quiet'], {
      cwd: this.test.folder,
      input: stream,
    });
    this.test.git('reset', '-q', '--hard', 'main');
  }

  async source(within = '.'): Promise<LineageSource> {
    return valueOf(await scanFolder(path.join(this.test.folder, within), [])).source;
  }

  async graph(within = '.') {
    return graphOf([await this.source(within)]);
  }
}

/** What the sources say, imported one after the other. */
async function graphOf(sources: readonly LineageSource[]) {
  const ports = emptyPorts();
  const warnings: string[] = [];
  for (const source of sources) {
    const { value } = valueOf(await importLineage(ports, { path: 'repository', sources: [source] }));
    for (const file of value.files) {
      expect(file).not.toHaveProperty('failure');
      if ('warnings' in file) warnings.push(...file.warnings.map(({ message }) => message));
    }
  }
  const graph = graphOutput(valueOf(await loadWorkspace(ports.store))) as unknown as Graph;
  const versionsOf = (name: string) => graph.datasets.find((each) => each.name === name)?.versions ?? [];
  return { graph, warnings, versionsOf };
}

describe.skipIf(!hasGit)('the history of a repository', () => {
  it('pointers of git-lfs are versions from the commit on whose attributes name it, and the file before is none', async () => {
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const large = (text: string) =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(text)}\nsize ${text.length}\n`;
    const history = new History();
    history.commit('Plain', { 'a.csv': 'A', 'docs/a.csv': large('D') });
    history.commit('Large', { '.gitattributes': '*.csv filter=lfs -text\n', 'a.csv': large('A') });
    history.commit('More', { 'a.csv': large('B') });
    history.commit('Back', { 'a.csv': large('A'), 'code.py': 'x = 1' });
    const { graph, versionsOf } = await history.graph();
    expect(
      versionsOf('a.csv').map(({ sha256: digest, message, aliases }) => [digest, message, aliases]),
    ).toEqual([
      [sha256('A'), 'Large', []],
      [sha256('B'), 'More', []],
      [sha256('A'), 'Back', ['main']],
    ]);
    // Where the pointer lay before, too: the filter is of the whole repository.
    expect(versionsOf('docs/a.csv').map(({ message }) => message)).toEqual(['Large']);
    expect(graph.datasets.map(({ name }) => name)).toEqual(['a.csv', 'docs/a.csv']);
  });

  it('A, B, A again is three versions of two digests, and the branch is on the third', async () => {
    const history = new History();
    history.commit('First', { 'a.csv.dvc': pointer('A') });
    history.commit('Second', { 'a.csv.dvc': pointer('B') });
    const back = history.commit('Take it back', { 'a.csv.dvc': pointer('A') });
    const { versionsOf } = await history.graph();
    expect(versionsOf('a.csv').map(({ version, message, time }) => [version, message, time])).toEqual([
      [a, 'First', '2026-01-01T01:00:00.000000000Z'],
      [md5('B'), 'Second', '2026-01-01T02:00:00.000000000Z'],
      [`${a}@${back.slice(0, 12)}`, 'Take it back', '2026-01-01T03:00:00.000000000Z'],
    ]);
    expect(versionsOf('a.csv').map(({ aliases }) => aliases)).toEqual([[], [], ['main']]);
  });

  it('a merge brings only what none of its parents has', async () => {
    const history = new History();
    history.commit('Base', { 'a.csv.dvc': pointer('A'), 'b.csv.dvc': pointer('B', 'b.csv') });
    history.test.git('checkout', '-q', '-b', 'side');
    history.commit('Side', { 'b.csv.dvc': pointer('B2', 'b.csv') });
    history.test.git('checkout', '-q', 'main');
    history.commit('Main', { 'a.csv.dvc': pointer('A2') });
    history.test.git('merge', '-q', '--no-commit', 'side');
    const merge = history.commitAll('Both');
    const { graph, versionsOf } = await history.graph();
    expect(versionsOf('a.csv')).toHaveLength(2);
    expect(versionsOf('b.csv').map(({ message, aliases }) => [message, aliases])).toEqual([
      ['Base', []],
      ['Side', ['main', 'side']],
    ]);
    expect(graph.runs.map(({ id }) => id)).not.toContain(merge);
  });

  it('a pipeline tells of a run where its lock has a new entry, with what it read, wrote and was given', async () => {
    const history = new History();
    const lock = (input: string, output: string, rate: number) =>
      `schema: '2.0'\nstages:\n  fit:\n    cmd: fit\n    deps:\n    - path: a.csv\n      hash: md5\n      md5: ${md5(input)}\n      size: 1\n` +
      `    params:\n      params.yaml:\n        rate: ${rate}\n    outs:\n    - path: model\n      hash: md5\n      md5: ${md5(output)}\n      size: 1\n`;
    history.commit('Start', { '.dvc/config': '', 'a.csv.dvc': pointer('A') });
    history.commit('Declare', {
      'dvc.yaml': 'stages:\n  fit:\n    cmd: fit\n    deps: [a.csv]\n    params: [rate]\n    outs: [model]\n',
    });
    const run = history.commit('Run', { 'dvc.lock': lock('A', 'M', 0.1), 'params.yaml': 'rate: 0.1\n' });
    history.commit('Only words', { 'README.md': 'words' });
    history.commit('Faster', { 'dvc.lock': lock('A', 'M', 0.2), 'params.yaml': 'rate: 0.2\n' });
    const { graph, versionsOf } = await history.graph();
    const fits = graph.runs.filter(({ job }) => job.name === 'fit');
    const told = new Map(fits.map(({ endedAt, parameters }) => [endedAt, parameters]));
    expect(told).toEqual(
      new Map([
        ['2026-01-01T03:00:00.000000000Z', [{ name: 'rate', value: 0.1 }]],
        ['2026-01-01T05:00:00.000000000Z', [{ name: 'rate', value: 0.2 }]],
      ]),
    );
    expect(fits[0]).toMatchObject({
      state: 'completed',
      inputs: [{ dataset: { name: 'a.csv' }, version: a }],
      outputs: [{ dataset: { name: 'model' }, version: md5('M') }],
    });
    expect(versionsOf('model').map(({ message }) => message)).toEqual(['Run']);
    const commits = graph.runs.filter(({ job }) => job.name === 'commit');
    expect(commits).toHaveLength(3);
    // What a run of the commit wrote is the run's.
    expect(commits.find(({ id }) => id === run)?.outputs).toEqual([]);
  });

  it('the work tree and its history give one graph, whichever comes first', async () => {
    const history = new History();
    history.commit('First', { '.dvc/config': '', 'data/a.csv.dvc': pointer('A'), 'params.yaml': 'x: 1\n' });
    history.commit('Second', { 'data/a.csv.dvc': pointer('B') });
    const { place, files } = await history.source();
    const only = (isOfGit: boolean): LineageSource => ({
      place,
      files: files.filter(({ format }) => (format === 'git') === isOfGit),
    });
    const whole = (await graphOf([{ place, files }])).graph;
    expect((await graphOf([only(true), only(false)])).graph).toEqual(whole);
    expect((await graphOf([only(false), only(true)])).graph).toEqual(whole);
  });

  it('names are relative to the settings of DVC, wherever the commits have them', async () => {
    const history = new History();
    history.commit('Before', { 'sub/a.csv.dvc': pointer('A') });
    history.commit('Settings', { 'sub/.dvc/config': '' });
    history.commit('More', { 'sub/a.csv.dvc': pointer('B') });
    const { versionsOf } = await history.graph();
    expect(versionsOf('sub/a.csv').map(({ md5: each }) => each)).toEqual([a]);
    expect(versionsOf('a.csv').map(({ md5: each }) => each)).toEqual([a, md5('B')]);
  });

  it('a file of metrics may be one number, which goes by the name of its file', async () => {
    const history = new History();
    history.commit('First', { 'metrics.json': '0.5\n', 'params.yaml': 'x: 1\n' });
    const { graph, warnings } = await history.graph();
    expect(graph.runs[0]).toMatchObject({ metrics: [{ name: 'metrics.json', points: [[null, null, 0.5]] }] });
    expect(warnings).toEqual([]);
  });

  it('what was put aside is no version, an experiment is one', async () => {
    const history = new History();
    history.commit('First', { 'a.csv.dvc': pointer('A') });
    history.test.write('a.csv.dvc', pointer('stashed'));
    history.test.git('stash', '-q');
    history.test.git('checkout', '-q', '--detach');
    const tried = history.commit('Tried', { 'a.csv.dvc': pointer('tried') });
    history.test.git('update-ref', 'refs/exps/ab/cdef/quick-try', tried);
    history.test.git('checkout', '-q', 'main');
    const { versionsOf } = await history.graph();
    expect(versionsOf('a.csv').map(({ md5: each, aliases }) => [each, aliases])).toEqual([
      [a, ['main']],
      [md5('tried'), []],
    ]);
  });

  it.each(['sha1', 'sha256'])(
    'one in a pack with long chains of deltas says the same as loose objects (%s)',
    async (format) => {
      const history = new History(format);
      history.importMany(300, (i) => ({
        'params.yaml': `# ${'words that stay '.repeat(100)}\nrate: ${i}\n`,
        'a.csv.dvc': pointer(`v${i}`),
      }));
      const loose = (await history.graph()).graph;
      history.test.git('repack', '-adfq', '--depth=250', '--window=250');
      history.test.git('pack-refs', '--all');
      const packed = (await history.graph()).graph;
      expect(packed).toEqual(loose);
      expect(packed.datasets[0]?.versions).toHaveLength(300);
    },
  );

  it('a shallow clone begins where it was cut, without a warning', async () => {
    const history = new History();
    for (const text of ['A', 'B', 'C']) history.commit(text, { 'a.csv.dvc': pointer(text) });
    history.test.git('clone', '-q', '--depth', '2', `file://${history.test.folder}`, 'copy');
    const { versionsOf, warnings } = await history.graph('copy');
    expect(versionsOf('a.csv').map(({ message }) => message)).toEqual(['B', 'C']);
    expect(warnings).toEqual([]);
  });

  it('a linked work tree has the history of its repository, a submodule one of its own', async () => {
    const history = new History();
    history.commit('First', { 'one/a.csv.dvc': pointer('A') });
    history.test.git('worktree', 'add', '-q', '-b', 'other', 'linked');
    const { graph, versionsOf, warnings } = await history.graph();
    expect(versionsOf('one/a.csv').map(({ aliases }) => aliases)).toEqual([['main', 'other']]);
    expect(graph.runs).toHaveLength(1);
    expect(warnings).toEqual([]);
    expect((await history.graph('linked')).warnings).toEqual([
      'its .git leads to a folder that is not here: its history is not read',
    ]);
  });

  it('objects are found in the repository that they are borrowed from', async () => {
    const history = new History();
    history.test.git('init', '-q', '-b', 'main', 'lender');
    history.test.write('lender/a.csv.dvc', pointer('A'));
    history.test.gitIn('lender', 'add', '.');
    history.test.gitIn('lender', 'commit', '-q', '-m', 'Lent');
    history.test.git('clone', '-q', '--shared', 'lender', 'borrower');
    const { graph, warnings } = await history.graph();
    expect(graph.runs).toHaveLength(1);
    expect(graph.datasets.map(({ versions }) => versions.length)).toEqual([1]);
    expect(warnings).toEqual([]);
  });

  it('a damaged object costs its commit, with a warning, and a pointer that cannot be read costs itself', async () => {
    const history = new History();
    const first = history.commit('First', { 'a.csv.dvc': pointer('A') });
    history.commit('Second', { 'a.csv.dvc': 'outs: [' });
    history.commit('Third', { 'a.csv.dvc': pointer('B') });
    const at = path.join(history.test.folder, '.git/objects', first.slice(0, 2), first.slice(2));
    writeFileSync(`${at}.new`, 'no object');
    renameSync(`${at}.new`, at);
    const { versionsOf, warnings } = await history.graph();
    expect(versionsOf('a.csv').map(({ message }) => message)).toEqual(['Third']);
    expect(warnings.sort()).toEqual([
      'a commit is not there, and what came before it is not known',
      'a file cannot be read at a commit: it was left out there',
    ]);
  });
});
