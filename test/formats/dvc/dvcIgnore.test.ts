import { describe, expect, it } from 'vitest';
import { dvcIgnoreOf } from '../../../src/formats/dvc/dvcIgnore';

function kept(folder: string, paths: readonly string[], rules: Readonly<Record<string, string>> = {}) {
  const files = Object.entries(rules).map(([at, text]) => ({ folder: at, text }));
  const { isIgnored } = dvcIgnoreOf(folder, paths, files);
  return paths.filter((path) => path.startsWith(folder) && !isIgnored(path));
}

describe('what DVC ignores', () => {
  it('is what its patterns name, with blanks around them, in the case that they have', () => {
    const paths = ['data/a.csv', 'data/b.tmp', 'data/c.TMP', 'data/deep/d.tmp'];
    // With a slash inside, the second pattern is bound to the outermost folder.
    expect(kept('data/', paths, { '': '# all\n  *.tmp \r\n!deep/d.tmp\n' })).toEqual([
      'data/a.csv',
      'data/c.TMP',
    ]);
    expect(kept('data/', paths, { '': '*.tmp\n!d.tmp\n' })).toEqual([
      'data/a.csv',
      'data/c.TMP',
      'data/deep/d.tmp',
    ]);
  });

  it('is .git, .hg, .dvc and repositories inside of its own, without any pattern', () => {
    const paths = [
      '.dvc/config',
      'data/.dvc/x',
      'data/.hg/y',
      'data/a.csv',
      'inner/.dvc/config',
      'inner/b.csv',
    ];
    expect(kept('', paths)).toEqual([]);
    expect(
      kept(
        '',
        paths.filter((path) => !path.startsWith('data/.dvc')),
      ),
    ).toEqual(['data/a.csv']);
  });

  it('is judged by the innermost repository that the folder lies in', () => {
    const paths = ['.dvc/config', 'inner/.dvc/config', 'inner/data/a.tmp', 'inner/data/b.log'];
    expect(kept('inner/data/', paths, { '': '*.tmp\n', 'inner/': '*.log\n' })).toEqual(['inner/data/a.tmp']);
  });

  it('follows the patterns of inner folders below them alone', () => {
    const paths = ['a/x.bak', 'b/x.bak', 'a/deep/y.bak', 'a/e/z', 'a/g/e/z'];
    expect(kept('', paths, { 'a/': '*.bak\n/e\n' })).toEqual(['b/x.bak', 'a/g/e/z']);
  });
});
