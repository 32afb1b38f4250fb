import { expect, it } from 'vitest';
import { asciiBytes } from '../../../src/formats/git/gitFolder';
import { readRemote, sharedAddress } from '../../../src/formats/git/readRemote';

it('an address is the same however the repository is reached, and none on the same machine', () => {
  const same = [
    'https://github.com/acme/shop.git',
    'https://github.com/acme/shop/',
    'https://ana:secret@GitHub.com/acme/shop.git',
    'git@github.com:acme/shop.git',
    'github.com:acme/shop',
    'ssh://git@github.com:22/acme/shop.git',
    'git+ssh://git@github.com/acme/shop',
  ];
  expect(same.map(sharedAddress)).toEqual(same.map(() => 'github.com/acme/shop'));
  const local = [
    '/srv/git/shop.git',
    '../shop',
    'file:///srv/git/shop.git',
    'C:/git/shop',
    'C:\\git\\shop',
    '',
  ];
  expect(local.map(sharedAddress)).toEqual(local.map(() => null));
});

const remoteOf = (config: string) =>
  readRemote({
    read: (path) => Promise.resolve(path === 'config' ? asciiBytes(config) : null),
    list: () => [],
  });

it('the remote is origin, else the first that is not on the same machine', async () => {
  const fork = '[remote "fork"]\n\turl = https://example.org/me/shop\n';
  const origin = '[remote "origin"]\n\turl = "git@example.org:acme/shop.git"\n\tfetch = +refs/heads/*\n';
  expect(await remoteOf(`[core]\n\tbare = false\n${fork}${origin}[branch "main"]\n\tremote = origin\n`)).toBe(
    'example.org/acme/shop',
  );
  expect(await remoteOf(`[remote "disk"]\n\turl = /srv/shop\n${fork}`)).toBe('example.org/me/shop');
  expect(await remoteOf('[core]\n\turl = https://example.org/a/b\n')).toBeNull();
});
