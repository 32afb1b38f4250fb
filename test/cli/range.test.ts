import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

// Makes the bundle of the command line, so that no test waits for it.
beforeAll(() => runCommand('--help'));

describe('throughline range', () => {
  it('gives the highest version that the range admits, however they are ordered', async () => {
    const versions = ['2.1.0', '3.0.0', '2.10.1', '2.9.0'];
    expect(await runCommand('range', '^2.1', ...versions)).toEqual({
      status: 0,
      stdout: '2.10.1\n',
      stderr: '',
    });
    expect(await runJson('range', '~2.9 || 1.x', ...versions)).toEqual({
      status: 0,
      value: { range: '~2.9 || 1.x', version: '2.9.0' },
    });
  });

  it('[V23] leaves pre-releases out unless the range names them', async () => {
    expect(await runJson('range', '>=1', '1.0.0', '2.0.0-rc.1')).toMatchObject({
      value: { version: '1.0.0' },
    });
    expect(await runJson('range', '>=2.0.0-rc.0', '1.0.0', '2.0.0-rc.1')).toMatchObject({
      value: { version: '2.0.0-rc.1' },
    });
  });

  it('answers 1 where it admits none of them', async () => {
    expect(await runJson('range', '^4', '2.1.0', '3.0.0')).toEqual({
      status: 1,
      value: { range: '^4', version: null },
    });
    expect(await runCommand('range', '^4', '2.1.0', '3.0.0')).toEqual({
      status: 1,
      stdout: '',
      stderr: '^4 does not admit any of the 2 versions\n',
    });
  });

  it('answers 2 for what is no range, no version, or no version at all', async () => {
    const cases = [
      { given: ['latest', '1.0.0'], says: '“latest” is no range of versions: write it like ^2.1.' },
      { given: ['', '1.0.0'], says: '“” is no range' },
      { given: ['^1', '1.0.0', '1.x'], says: '“1.x” is no semantic version: write it like 2.1.0' },
      { given: ['^1'], says: 'range takes RANGE VERSION…' },
    ];
    for (const { given, says } of cases) {
      expect(await runCommand('range', ...given)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining(says) as string,
      });
    }
  });
});
