import { describe, expect, it } from 'vitest';
import { createGroupCommit, type KeptEvent } from '../../src/collector/groupCommit';

const event = Uint8Array.of(1, 2, 3);

/** Statements that end when they are told to. */
function slowDatabase() {
  const statements: { readonly size: number; end(error?: Error): void }[] = [];
  let sequence = 0;
  const append = (events: readonly Uint8Array[]) =>
    new Promise<readonly KeptEvent[]>((resolve, reject) => {
      const kept = events.map(() => ({ sequence: ++sequence, isDuplicate: false }));
      statements.push({ size: events.length, end: (error) => (error ? reject(error) : resolve(kept)) });
    });
  return { statements, append };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a group of commits', () => {
  it('writes what came while a statement ran by the next one, and answers after it', async () => {
    const { statements, append } = slowDatabase();
    const commits = createGroupCommit(append);
    const first = commits.add([event]);
    const answered: number[] = [];
    for (const index of [1, 2, 3]) void commits.add([event])?.then(() => answered.push(index));
    expect(statements.map(({ size }) => size)).toEqual([1]);
    statements[0]?.end();
    expect(await first).toEqual([{ sequence: 1, isDuplicate: false }]);
    await turn();
    expect(answered).toEqual([]);
    expect(statements.map(({ size }) => size)).toEqual([1, 3]);
    statements[1]?.end();
    await commits.idle();
    expect(answered).toEqual([1, 2, 3]);
  });

  it('takes at most so many by one statement', async () => {
    const { statements, append } = slowDatabase();
    const commits = createGroupCommit(append, { mostWaiting: 10, mostWaitingBytes: 1000, mostInOne: 2 });
    const all = commits.add([event, event, event]);
    statements[0]?.end();
    await turn();
    statements[1]?.end();
    expect(await all).toHaveLength(3);
    expect(statements.map(({ size }) => size)).toEqual([2, 1]);
  });

  it('takes no more where too many wait, or too many bytes, and takes again afterwards', async () => {
    const { statements, append } = slowDatabase();
    const commits = createGroupCommit(append, { mostWaiting: 2, mostWaitingBytes: 9, mostInOne: 5 });
    const first = commits.add([event]);
    const second = commits.add([event, event]);
    expect(second).not.toBeNull();
    expect(commits.add([event])).toBeNull();
    statements[0]?.end();
    await first;
    await turn();
    statements[1]?.end();
    await second;
    expect(commits.add([event])).not.toBeNull();
  });

  it('acknowledges nothing of a statement that failed, and goes on', async () => {
    const { statements, append } = slowDatabase();
    const commits = createGroupCommit(append);
    const lost = Promise.resolve(commits.add([event])).catch((error: unknown) => String(error));
    const next = commits.add([event]);
    statements[0]?.end(new Error('disk full'));
    expect(await lost).toBe('Error: disk full');
    await turn();
    statements[1]?.end();
    expect(await next).toHaveLength(1);
  });
});
