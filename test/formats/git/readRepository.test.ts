import { readdirSync, symlinkSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasGit, TestFolder } from './repositories';

let project: TestFolder;

beforeEach(() => {
  project = new TestFolder();
  project.git('init', '--quiet', '--initial-branch=main');
  project.write('train.py', 'print("train")\n');
  project.write('src/features/build.py', 'print("build")\n');
  project.write('src/features.py', 'a file beside a folder of its name\n');
  project.write('für später.txt', 'not ASCII\n');
  project.git('add', '-A');
  project.git('commit', '--quiet', '-m', 'first');
});

afterEach(() => project.remove());

const head = (): string => project.git('rev-parse', 'HEAD');

describe.skipIf(!hasGit)('where a repository stands', () => {
  it('is a branch and its commit, by the branch’s own file', async () => {
    expect(await project.state()).toMatchObject({
      commit: head(),
      branch: 'main',
      workTree: 'clean',
      notes: [],
    });
  });

  it('is the same with packed references and packed objects', async () => {
    project.git('checkout', '--quiet', '-b', 'feature/größer');
    project.write('train.py', 'print("train more")\n');
    project.git('commit', '--quiet', '-am', 'second');
    project.git('tag', '-a', '-m', 'annotated', 'v1');
    project.git('pack-refs', '--all');
    project.git('gc', '--quiet', '--aggressive', '--prune=now');
    expect(readdirSync(path.join(project.folder, '.git/objects/pack'))).not.toEqual([]);
    expect(await project.state()).toMatchObject({
      commit: head(),
      branch: 'feature/größer',
      workTree: 'clean',
    });
  });

  it('has no branch where the head is detached', async () => {
    project.git('checkout', '--quiet', '--detach');
    expect(await project.state()).toMatchObject({ commit: head(), branch: null, workTree: 'clean' });
  });

  it('has no commit before the first', async () => {
    const empty = new TestFolder();
    try {
      empty.git('init', '--quiet', '--initial-branch=trunk');
      expect(await empty.state()).toMatchObject({
        commit: null,
        branch: 'trunk',
        notes: ['no commit yet', expect.stringContaining('no index')],
      });
      empty.write('a.txt', 'a\n');
      empty.git('add', '.');
      expect(await empty.state()).toMatchObject({ commit: null, branch: 'trunk', workTree: 'changed' });
    } finally {
      empty.remove();
    }
  });

  it('is read from a repository with SHA-256, too', async () => {
    const newer = new TestFolder();
    try {
      newer.git('init', '--quiet', '--object-format=sha256', '--initial-branch=main');
      newer.write('a.txt', 'a\n');
      newer.git('add', '.');
      newer.git('commit', '--quiet', '-m', 'first');
      const state = await newer.state();
      expect(state).toMatchObject({ commit: newer.git('rev-parse', 'HEAD'), workTree: 'clean' });
      expect(state.commit).toHaveLength(64);
    } finally {
      newer.remove();
    }
  });

  it('is read from a pack with an index of version 1', async () => {
    project.git('-c', 'pack.indexVersion=1', 'repack', '--quiet', '-ad');
    project.git('prune-packed');
    expect(await project.state()).toMatchObject({ commit: head(), workTree: 'clean' });
  });

  it('finds commits among many packed ones, as deltas of each other', async () => {
    for (let at = 0; at < 60; at++)
      project.git('commit', '--quiet', '--allow-empty', '-m', `${'long '.repeat(40)}${at}`);
    project.git('repack', '--quiet', '-adf', '--depth=50', '--window=100');
    const [pack] = readdirSync(path.join(project.folder, '.git/objects/pack')).filter((name) =>
      name.endsWith('.idx'),
    );
    const deltas = project
      .git('verify-pack', '-v', `.git/objects/pack/${pack ?? ''}`)
      .match(/ commit \d+ \d+ \d+ \d+ /g);
    expect(deltas?.length).toBeGreaterThan(10);
    const commits = project.git('log', '--format=%H').split('\n');
    for (const commit of commits.filter((_, at) => at % 15 === 0)) {
      project.git('checkout', '--quiet', '--detach', commit);
      expect(await project.state()).toMatchObject({ commit, workTree: 'clean' });
    }
  });
});

describe.skipIf(!hasGit)('whether the work tree is clean', () => {
  it.each([2, 3, 4])('is seen with an index of version %i', async (version) => {
    project.git('update-index', `--index-version=${version}`);
    // Version 3 is written only where an entry needs it.
    if (version === 3) {
      project.write('intended.txt', 'x\n');
      project.git('add', '-N', 'intended.txt');
      expect(await project.state()).toMatchObject({
        workTree: 'changed',
        changes: { modified: 1, isStaged: false },
      });
      project.git('rm', '--quiet', '--cached', 'intended.txt');
      project.git('clean', '--quiet', '-f');
    }
    expect(await project.state()).toMatchObject({ workTree: 'clean' });
  });

  it('sees a changed file even where size and time are the same', async () => {
    project.write('train.py', 'print("tRain")\n');
    expect(await project.state()).toMatchObject({
      workTree: 'changed',
      changes: { modified: 1, deleted: 0 },
    });
  });

  it('sees a file that is gone, and counts those that Git does not track', async () => {
    unlinkSync(path.join(project.folder, 'src/features/build.py'));
    project.write('data/trips.csv', 'id\n1\n');
    expect(await project.state()).toMatchObject({
      workTree: 'changed',
      changes: { deleted: 1, untracked: 1 },
    });
  });

  it('is not disturbed by files that Git does not track', async () => {
    project.write('data/trips.csv', 'id\n1\n');
    expect(await project.state()).toMatchObject({ workTree: 'clean', changes: { untracked: 1 } });
    expect(project.git('diff', 'HEAD')).toBe('');
  });

  it('counts those that Git ignores apart, as deep as it looks for its rules', async () => {
    project.write('.gitignore', 'data/\n*.log\n');
    project.write('src/.gitignore', '!kept.log\n');
    project.write('.git/info/exclude', '*.tmp\n');
    project.git('add', '.gitignore', 'src/.gitignore');
    project.git('commit', '--quiet', '-m', 'rules');
    // Ignored: data/trips.csv, data/kept.log, src/a.log, b.tmp. What is tracked is not ignored, whatever the rules say.
    for (const name of ['data/trips.csv', 'data/kept.log', 'src/a.log', 'src/kept.log', 'b.tmp', 'new.py'])
      project.write(name, 'x\n');
    project.write('tracked.log', 'x\n');
    project.git('add', '--force', 'tracked.log');
    project.git('commit', '--quiet', '-m', 'a log that is tracked');
    const listed = project.git('status', '--porcelain', '--untracked-files=all').split('\n');
    expect(listed).toEqual(['?? new.py', '?? src/kept.log']);
    expect(await project.state()).toMatchObject({
      workTree: 'clean',
      changes: { untracked: 2, ignored: 4 },
    });
  });

  it('ignores whatever the case where the repository says that names have none', async () => {
    project.write('.gitignore', 'DATA/\n');
    project.git('add', '.gitignore');
    project.git('commit', '--quiet', '-m', 'rules');
    project.write('data/trips.csv', 'x\n');
    expect(await project.state()).toMatchObject({ changes: { untracked: 1, ignored: 0 } });
    project.git('config', 'core.ignoreCase', 'true');
    expect(project.git('status', '--porcelain')).toBe('');
    expect(await project.state()).toMatchObject({ changes: { untracked: 0, ignored: 1 } });
  });

  it('sees what is staged although the files are as the index has them', async () => {
    project.write('train.py', 'print("staged")\n');
    project.git('add', '.');
    expect(await project.state()).toMatchObject({
      workTree: 'changed',
      changes: { modified: 0, isStaged: true },
    });
    project.git('commit', '--quiet', '-m', 'second');
    expect(await project.state()).toMatchObject({ workTree: 'clean', changes: { isStaged: false } });
  });

  it('sees a conflict that is not resolved', async () => {
    project.git('checkout', '--quiet', '-b', 'other');
    project.write('train.py', 'print("other")\n');
    project.git('commit', '--quiet', '-am', 'other');
    project.git('checkout', '--quiet', 'main');
    project.write('train.py', 'print("main")\n');
    project.git('commit', '--quiet', '-am', 'main');
    expect(() => project.git('merge', '--quiet', 'other')).toThrow('Command failed');
    expect(await project.state()).toMatchObject({ workTree: 'changed', changes: { unmerged: 1 } });
  });

  it('puts the line ends of another system aside', async () => {
    project.write('train.py', 'print("train")\r\n');
    expect(await project.state()).toMatchObject({ workTree: 'clean' });
  });

  it('knows a file of git-lfs by its pointer', async () => {
    const pointer = (oid: string): string =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 8\n`;
    // As the filter of git-lfs, which is not installed here, would have stored it; the digest by `sha256sum`.
    const oid = '9a8b2fd9d8a8a1e0a0f4b32cb4a7a7a5d8b1f3a66b1b1b8c5d4a2d2b3e9f1c77';
    project.write('model.bin', pointer(oid));
    project.git('add', '.');
    project.git('commit', '--quiet', '-m', 'model');
    project.write('model.bin', 'weights!');
    expect(await project.state()).toMatchObject({ workTree: 'changed' });
    const { createHash } = await import('node:crypto');
    project.write('model.bin', pointer(createHash('sha256').update('weights!').digest('hex')));
    project.git('commit', '--quiet', '-am', 'the right model');
    project.write('model.bin', 'weights!');
    expect(await project.state()).toMatchObject({ workTree: 'clean' });
  });

  it('says that it does not know where a filter of the repository converts, and the file is another', async () => {
    project.write('.gitattributes', '*.ipynb filter=strip\n');
    project.write('a.ipynb', 'stripped\n');
    project.git('add', '.');
    project.git('commit', '--quiet', '-m', 'notebook');
    project.write('a.ipynb', 'stripped, with output\n');
    const state = await project.state();
    expect(state).toMatchObject({ workTree: 'unknown', changes: { unknown: 1, modified: 0 } });
    expect(state.notes).toEqual(['1 file is a symbolic link or is converted by a filter']);
  });

  it('says that it does not know where there are symbolic links', async () => {
    symlinkSync('train.py', path.join(project.folder, 'link.py'));
    project.git('add', '.');
    project.git('commit', '--quiet', '-m', 'link');
    expect(await project.state()).toMatchObject({ workTree: 'unknown', changes: { unknown: 1 } });
  });

  it('does not miss what a sparse checkout leaves out', async () => {
    project.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'nothing');
    expect(readdirSync(project.folder)).not.toContain('src');
    expect(await project.state()).toMatchObject({ workTree: 'clean' });
  });

  it('says that it does not know where the commit is borrowed from elsewhere', async () => {
    const borrowed = new TestFolder();
    try {
      borrowed.git('clone', '--quiet', '--shared', project.folder, 'clone');
      const state = (await borrowed.repositories())['clone/'];
      expect(state).toMatchObject({ commit: head(), branch: 'main', workTree: 'unknown' });
      expect(state?.notes).toEqual(['the commit itself is not in the folder']);
    } finally {
      borrowed.remove();
    }
  });
});

describe.skipIf(!hasGit)('repositories in a folder', () => {
  it('are found with their linked work trees, whose path is absolute', async () => {
    project.git('worktree', 'add', '--quiet', '-b', 'try', 'trees/try');
    project.write('trees/try/train.py', 'print("try")\n');
    const states = await project.repositories();
    expect(states['']).toMatchObject({
      commit: head(),
      branch: 'main',
      workTree: 'clean',
      changes: { untracked: 0 },
    });
    expect(states['trees/try/']).toMatchObject({ commit: head(), branch: 'try', workTree: 'changed' });
    // Dropped alone, where it leads to is not there.
    expect(await project.repositories('trees/try')).toEqual({ '': null });
  });

  it('are found with their submodules', async () => {
    const library = new TestFolder();
    try {
      library.git('init', '--quiet', '--initial-branch=main');
      library.write('lib.py', 'print("lib")\n');
      library.git('add', '.');
      library.git('commit', '--quiet', '-m', 'lib');
      project.git('submodule', '--quiet', 'add', library.folder, 'vendor/lib');
      project.git('commit', '--quiet', '-m', 'submodule');
      const states = await project.repositories();
      expect(states['']).toMatchObject({ workTree: 'clean', changes: { untracked: 0, deleted: 0 } });
      expect(states['vendor/lib/']).toMatchObject({
        commit: library.git('rev-parse', 'HEAD'),
        branch: 'main',
        workTree: 'clean',
      });
    } finally {
      library.remove();
    }
  });
});

describe.skipIf(!hasGit)('what is damaged or hostile', () => {
  it.each([
    ['HEAD that is no reference', '.git/HEAD', 'ref: ../../etc/passwd\n'],
    ['HEAD that is empty', '.git/HEAD', ''],
  ])('is no repository with a %s', async (_, name, content) => {
    project.write(name, content);
    expect((await project.repositories())['']).toBeNull();
  });

  it('says so of an index that is cut off, of a version that nobody knows, or noise', async () => {
    project.write('.git/index', 'DIRC');
    expect(await project.state()).toMatchObject({
      branch: 'main',
      workTree: 'unknown',
      notes: ['the index is damaged'],
    });
    const future = Buffer.alloc(64);
    future.write('DIRC');
    future.writeUInt32BE(9, 4);
    project.write('.git/index', future);
    expect((await project.state()).notes).toEqual(['the index is of a version that is not known']);
    const many = Buffer.alloc(64);
    many.write('DIRC');
    many.writeUInt32BE(2, 4);
    many.writeUInt32BE(4_000_000_000, 8);
    project.write('.git/index', many);
    expect((await project.state()).notes).toEqual(['the index is damaged']);
  });

  it('ends where references refer to themselves', async () => {
    project.write('.git/refs/heads/main', 'ref: refs/heads/main\n');
    expect(await project.state()).toMatchObject({ commit: null, branch: 'main' });
  });

  it('is not fooled by an object that is no commit', async () => {
    project.write('.git/HEAD', `${project.git('rev-parse', 'HEAD^{tree}')}\n`);
    expect(await project.state()).toMatchObject({ workTree: 'unknown' });
  });
});
