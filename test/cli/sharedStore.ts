import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeHashers, nodeText } from '../../src/cli/nodePorts';
import { seededRandom } from '../../src/lib/random';
import type { Join, PushPorts } from '../../src/operations/sharing/pushFile';
import type { Remote } from '../../src/operations/sharing/remote';
import { receiveFile } from '../../src/operations/sharing/receiveFile';

/** What a push runs with here: tries come at once after each other. */
export const pushPorts: PushPorts = {
  hashers: nodeHashers,
  text: nodeText,
  wait: () => new Promise((resolve) => setImmediate(resolve)),
};

/** A folder of this test alone. */
export const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'throughline-shared-'));

/** Files of lines, which are joined as sets: the least thing that can be lost or kept. */
export const joinLines: Join<never> = (theirs, own) => {
  const [there, here] = [linesOf(theirs), linesOf(own)];
  if ([...here].every((line) => there.has(line))) return Promise.resolve({ kind: 'theirs' });
  if ([...there].every((line) => here.has(line))) return Promise.resolve({ kind: 'own' });
  return Promise.resolve({ kind: 'merged', bytes: bytesOf(new Set([...there, ...here])) });
};

export const bytesOf = (lines: ReadonlySet<string>): Uint8Array<ArrayBuffer> =>
  nodeText.encode([...lines].sort().join('\n'));

export const linesOf = (bytes: Uint8Array): ReadonlySet<string> =>
  new Set(Buffer.from(bytes).toString('utf8').split('\n'));

/** The lines that a store holds, all digests checked; null where nothing was pushed. */
export async function linesIn(remote: Remote): Promise<ReadonlySet<string> | null> {
  const received = await receiveFile(remote, new Map(), pushPorts);
  return received && linesOf(received.bytes);
}

/** Many lines of some 1,800 random letters that are always the same. */
export function manyLines(count: number, seed: number): ReadonlySet<string> {
  const random = seededRandom(seed);
  return new Set(
    Array.from({ length: count }, () =>
      Array.from({ length: 160 }, () => random().toString(36).slice(2)).join(''),
    ),
  );
}

export class Killed extends Error {}

/** The number of calls that a remote answers, after which the pusher is gone: before the next one has done anything, or after it. */
export function killedAt(remote: Remote, point: number): Remote {
  let calls = 0;
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    const at = 2 * calls++;
    if (at === point) throw new Killed();
    const done = await work();
    if (at + 1 === point) throw new Killed();
    return done;
  };
  return {
    read: (name, most) => step(() => remote.read(name, most)),
    create: (name, bytes) => step(() => remote.create(name, bytes)),
    head: () => step(() => remote.head()),
    moveHead: (bytes, from) => step(() => remote.moveHead(bytes, from)),
    keepsConditions: () => step(() => remote.keepsConditions()),
  };
}
