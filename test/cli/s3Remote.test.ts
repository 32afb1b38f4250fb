import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { AwsCredentials } from '../../src/cli/awsCredentials';
import { s3Remote } from '../../src/cli/s3Remote';
import { pushFile } from '../../src/operations/sharing/pushFile';
import type { Remote } from '../../src/operations/sharing/remote';
import { type Failing, objectServer } from './objectServer';
import { bytesOf, joinLines, Killed, killedAt, linesIn, manyLines, pushPorts } from './sharedStore';

const credentials: AwsCredentials = {
  accessKeyId: 'key',
  secretAccessKey: 'secret',
  sessionToken: null,
  region: 'us-east-1',
};
const server = await objectServer();
afterAll(() => server.close());
beforeEach(() => {
  server.objects.clear();
  server.requests.length = 0;
  server.fail({});
});

const opened = (base = `${server.url}/bucket`, keys = credentials): Remote =>
  s3Remote(base, keys, {
    fetch,
    wait: () => new Promise((resolve) => setImmediate(resolve)),
    chance: () => 0,
  });
const push = (...lines: readonly string[]) =>
  pushFile(opened(), bytesOf(new Set(lines)), joinLines, pushPorts);
const names = ['a', 'b', 'c', 'd'];

describe('a store in object storage', () => {
  it('gives what was pushed, and writes nothing that it holds', async () => {
    expect(await linesIn(opened())).toBeNull();
    expect(await push('a', 'b')).toMatchObject({ kind: 'pushed', writtenPackCount: 1 });
    const before = server.requests.length;
    expect(await push('b')).toMatchObject({ kind: 'current' });
    expect(server.requests.slice(before).filter((request) => request.startsWith('PUT'))).toEqual([]);
    expect(await push('c')).toMatchObject({ kind: 'merged' });
    expect(await linesIn(opened())).toEqual(new Set(['a', 'b', 'c']));
  });

  it.each<[string, Failing]>([
    ['as it should', {}],
    ['with ETags that have no quotes', { hasBareTags: true }],
    ['after it was busy four times', { unavailable: 4 }],
    ['and drops connections', { drops: 2 }],
    ['and does what was asked before it drops connections', { drops: 2, dropsAfter: true }],
  ])('keeps all of four that push at once where it answers %s', async (_, failing) => {
    server.fail(failing);
    const pushed =
      failing.unavailable === undefined
        ? await Promise.all(names.map((name) => push(name)))
        : [await push('a'), await push('b'), await push('c'), await push('d')];
    for (const { kind } of pushed) expect(['pushed', 'merged', 'current']).toContain(kind);
    server.fail({});
    expect(await linesIn(opened())).toEqual(new Set(names));
  });

  it('holds what it held or all of it at whichever point a push ends', async () => {
    const [before, own] = [new Set(['a']), manyLines(600, 1)];
    for (let [point, isDone] = [0, false]; !isDone; point++) {
      server.objects.clear();
      await push(...before);
      isDone = await pushFile(killedAt(opened(), point), bytesOf(own), joinLines, pushPorts).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Killed) return false;
          throw error;
        },
      );
      const all = new Set([...before, ...own]);
      expect([before, all]).toContainEqual(await linesIn(opened()));
      await push(...own);
      expect(await linesIn(opened())).toEqual(all);
    }
  }, 30_000);

  it('is left as it is where it ignores conditions: the probe alone is written', async () => {
    server.fail({ ignoresConditions: true });
    expect(await push('a')).toEqual({ kind: 'noConditions' });
    expect([...server.objects.keys()]).toEqual(['probe']);
  });

  it('is said to be silent, closed to these keys, or no bucket, in words', async () => {
    await expect(
      linesIn(opened(`${server.url}/bucket`, { ...credentials, accessKeyId: 'x' })),
    ).rejects.toThrow('it answered 403 for head (InvalidAccessKeyId: No.); check the keys');
    await expect(linesIn(opened(`${server.url}/other`))).rejects.toThrow('NoSuchBucket');
    server.fail({ unavailable: 1000 });
    await expect(linesIn(opened())).rejects.toThrow('after 5 tries: it answered 503');
    server.fail({ drops: 1000 });
    await expect(linesIn(opened())).rejects.toThrow('after 5 tries: no answer');
  });

  it('is said to be damaged where an object is another or longer', async () => {
    await push('a');
    const name = [...server.objects.keys()].find((each) => each.startsWith('packs/'))!;
    server.objects.set(name, Buffer.from('b'));
    await expect(linesIn(opened())).rejects.toThrow(`${name} is damaged`);
    server.objects.set(name, Buffer.alloc(1_000_000));
    await expect(linesIn(opened())).rejects.toThrow('more bytes than there can be');
  });
});
