import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { nodeText } from '../../src/cli/nodePorts';
import type { ByteSink, RestorePorts } from '../../src/operations/bytes/restore';
import { restoreZip, type RestorableFile } from '../../src/workers/restoreJob';
import type { Digest } from '../../src/versioning/digest';

const neverCancelled = { aborted: false, throwIfAborted: () => undefined };

const digestOf = (bytes: Uint8Array): Digest => createHash('sha256').update(bytes).digest('hex') as Digest;

const emptyDigest = digestOf(new Uint8Array(0));

const ports: RestorePorts = {
  chunks: { read: async () => [] },
  sha256: async (bytes) => digestOf(bytes),
  beginSha256: () => ({
    update: async () => undefined,
    finish: async () => emptyDigest,
    dispose: () => undefined,
  }),
};

/** A file without bytes: what matters is what it is called. */
function empty(path: string): RestorableFile {
  const file = { digest: emptyDigest, byteLength: 0, chunking: 1, chunks: [], state: 'kept' } as const;
  return { path, digest: emptyDigest, byteLength: 0, file };
}

function sink(): ByteSink & { readonly names: () => string; end: string | null } {
  const written: Uint8Array[] = [];
  const made = {
    end: null as string | null,
    names: () => Buffer.concat(written).toString('latin1'),
    write: async (bytes: Uint8Array) => void written.push(bytes.slice()),
    close: async () => void (made.end = 'closed'),
    abort: async () => void (made.end = 'aborted'),
  };
  return made;
}

describe('a folder as an archive', () => {
  it.each([
    [['hooks/.git/config'], 'Git'],
    [['a.csv', 'A.csv'], 'not told apart'],
    [['con.txt'], 'device'],
    [['../a'], 'leads out'],
  ])('is refused whole where it has %j', async (paths, reason) => {
    const into = sink();
    const made = await restoreZip(
      paths.map(empty),
      'trips',
      into,
      nodeText,
      ports,
      neverCancelled,
      () => undefined,
    );
    expect(made).toMatchObject({
      ok: false,
      error: {
        kind: 'unwritableFile',
        path: paths.at(-1),
        message: expect.stringContaining(reason) as string,
      },
    });
    expect([into.end, into.names()]).toEqual(['aborted', '']);
  });

  it('stands in a folder of its own, whatever the artifact is called', async () => {
    const into = sink();
    const made = await restoreZip(
      [empty('a.csv')],
      '../evil',
      into,
      nodeText,
      ports,
      neverCancelled,
      () => undefined,
    );
    expect(made.ok).toBe(true);
    expect(into.names()).toContain('.._evil/a.csv');
    expect(into.names()).not.toContain('../');
  });
});
