import { beforeEach, describe, expect, it } from 'vitest';

import type { Store } from '../../src/operations/core/store';
import type { Tables } from '../../src/records/tables';
import type { Run, RunId } from '../../src/lineage/records';
import type { Digest } from '../../src/versioning/digest';
import type { ArtifactId, AuditEntry, Withdrawal } from '../../src/versioning/records';
import type { Timestamp } from '../../src/versioning/timestamp';

const at = '2026-03-12T08:30:00.000000000Z' as Timestamp;

function artifact(id: string, kind: Tables['artifacts']['kind'] = 'dataset'): Tables['artifacts'] {
  return { id: id as ArtifactId, kind, createdAt: at };
}

function binding(id: string, artifactId: string, name: string): Tables['bindings'] {
  return { id, namespace: 'file', name, artifactId: artifactId as ArtifactId, recordedAt: at };
}

function audit(sequence: number): AuditEntry {
  const hash = '0'.repeat(64) as Digest;
  return {
    sequence,
    recordedAt: at,
    actor: 'a',
    action: 'x',
    subject: 'y',
    detail: null,
    previousHash: hash,
    hash,
  } as AuditEntry;
}

function run(id: string, metrics: Record<string, number>): Run {
  return {
    id: id as RunId,
    jobId: 'job',
    state: 'completed',
    startedAt: null,
    endedAt: null,
    parameters: {},
    metrics,
    codeVersion: null,
    environment: null,
    seed: null,
    parentRunId: null,
    actor: null,
    recordedAt: at,
  } as unknown as Run;
}

async function value<T>(
  outcome: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>,
): Promise<T> {
  const settled = await outcome;
  if (!settled.ok) throw new Error(JSON.stringify(settled.error));
  return settled.value;
}

/** What every store does alike, whatever it is made of. */
export function describeStore(name: string, create: () => Promise<Store> | Store): void {
  describe(`the store ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await create();
    });

    it('gives back what was written, by key, index and as a whole in order of keys', async () => {
      await value(
        store.write(async (transaction) => {
          await transaction.add('artifacts', [artifact('b'), artifact('a', 'model'), artifact('c')]);
          await transaction.add('bindings', [
            binding('2', 'a', 'x'),
            binding('1', 'a', 'y'),
            binding('3', 'b', 'x'),
          ]);
        }),
      );
      await value(
        store.read(async (transaction) => {
          expect(await transaction.get('artifacts', 'a')).toEqual(artifact('a', 'model'));
          expect(await transaction.get('artifacts', 'z')).toBeUndefined();
          expect(await transaction.getMany('artifacts', ['c', 'z', 'b'])).toEqual([
            artifact('c'),
            undefined,
            artifact('b'),
          ]);
          expect((await transaction.all('artifacts')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
          expect((await transaction.where('artifacts', 'kind', 'dataset')).map(({ id }) => id)).toEqual([
            'b',
            'c',
          ]);
          expect((await transaction.where('bindings', 'artifactId', 'a')).map(({ id }) => id)).toEqual([
            '1',
            '2',
          ]);
          expect((await transaction.where('bindings', 'name', 'x')).map(({ id }) => id)).toEqual(['2', '3']);
          expect(await transaction.where('bindings', 'name', 'nothing')).toEqual([]);
        }),
      );
    });

    it('orders numbers as numbers, and gives the last', async () => {
      await value(store.write((transaction) => transaction.add('audit', [audit(9), audit(10), audit(1)])));
      await value(
        store.read(async (transaction) => {
          expect((await transaction.last('audit'))?.sequence).toBe(10);
          expect((await transaction.all('audit')).map(({ sequence }) => sequence)).toEqual([1, 9, 10]);
          expect(await transaction.last('jobs')).toBeUndefined();
        }),
      );
    });

    it('sees its own writes within the transaction', async () => {
      const seen = await value(
        store.write(async (transaction) => {
          await transaction.add('artifacts', [artifact('a')]);
          return [
            await transaction.get('artifacts', 'a'),
            (await transaction.where('artifacts', 'kind', 'dataset')).length,
          ];
        }),
      );
      expect(seen).toEqual([artifact('a'), 1]);
    });

    it('[I4] takes all of a transaction back when its body throws, and rethrows', async () => {
      await value(store.write((transaction) => transaction.put('runs', [run('r', { f1: 1 })])));
      const attempt = store.write(async (transaction) => {
        await transaction.add('artifacts', [artifact('a')]);
        await transaction.addMissing('artifacts', [artifact('b')]);
        await transaction.put('runs', [run('r', { f1: 2 }), run('s', {})]);
        throw new Error('on purpose');
      });
      await expect(attempt).rejects.toThrow('on purpose');
      await value(
        store.read(async (transaction) => {
          expect(await transaction.all('artifacts')).toEqual([]);
          expect(await transaction.where('artifacts', 'kind', 'dataset')).toEqual([]);
          expect((await transaction.all('runs')).map(({ id, metrics }) => [id, metrics])).toEqual([
            ['r', { f1: 1 }],
          ]);
        }),
      );
    });

    it('[I1] refuses to write a key anew, and takes the whole transaction back', async () => {
      await value(store.write((transaction) => transaction.add('artifacts', [artifact('a')])));
      const attempt = store.write(async (transaction) => {
        await transaction.add('artifacts', [artifact('b')]);
        await transaction.add('artifacts', [artifact('a', 'model')]);
      });
      await expect(attempt).rejects.toThrow(/already/);
      expect(await value(store.read((transaction) => transaction.all('artifacts')))).toEqual([artifact('a')]);
    });

    it('adds what is missing and counts it; what is there stays as it was, twice in one call too', async () => {
      await value(store.write((transaction) => transaction.add('artifacts', [artifact('a')])));
      const added = await value(
        store.write(async (transaction) => [
          await transaction.addMissing('artifacts', [
            artifact('a', 'model'),
            artifact('b'),
            artifact('b', 'model'),
            artifact('c'),
          ]),
          await transaction.addMissing('artifacts', []),
        ]),
      );
      expect(added).toEqual([2, 0]);
      expect(await value(store.read((transaction) => transaction.all('artifacts')))).toEqual([
        artifact('a'),
        artifact('b'),
        artifact('c'),
      ]);
    });

    it('lets transactions that start at once follow each other, so that none reads what another is about to change', async () => {
      const next = () =>
        store.write(async (transaction) => {
          const last = await transaction.last('audit');
          await transaction.add('audit', [audit((last?.sequence ?? 0) + 1)]);
        });
      await Promise.all(Array.from({ length: 20 }, () => value(next())));
      const entries = await value(store.read((transaction) => transaction.all('audit')));
      expect(entries.map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
    });

    it('refuses a transaction that is over', async () => {
      let escaped: Parameters<Parameters<Store['write']>[0]>[0] | null = null;
      await value(
        store.write(async (transaction) => {
          escaped = transaction;
          await transaction.all('artifacts');
        }),
      );
      await expect(escaped!.add('artifacts', [artifact('late')])).rejects.toThrow(/over|completed/);
    });

    it('refuses a write inside a reading transaction', async () => {
      await expect(
        store.read((transaction) => transaction.add('artifacts', [artifact('a')])),
      ).rejects.toThrow(/reads|readonly/i);
    });

    it('[I10] keeps `__proto__` and markup as what they are', async () => {
      const metrics = JSON.parse(
        '{"__proto__": 1, "constructor": 2, "<img src=x onerror=alert(1)>": 3}',
      ) as Record<string, number>;
      await value(store.write((transaction) => transaction.put('runs', [run('__proto__', metrics)])));
      const stored = await value(store.read((transaction) => transaction.get('runs', '__proto__')));
      expect(Object.entries(stored?.metrics ?? {})).toEqual(Object.entries(metrics));
    });

    describe('with many records added at once', () => {
      const ids = (from: number, to: number) =>
        Array.from({ length: to - from }, (_, index) => `r${String(from + index).padStart(5, '0')}`);
      const event = (index: number): Omit<Tables['events'], 'body'> & { text: string } => ({
        digest: `e${index}`,
        format: 'openlineage',
        eventTime: at,
        runId: `r${String(index % 700).padStart(5, '0')}` as RunId,
        text: `{"__proto__":{"at":${index}},"b":"\\ud800é"}`,
      });
      beforeEach(async () => {
        await value(
          store.write(async (transaction) => {
            await transaction.add('runs', [run('r00003', { f1: 3 }), run('z', { f1: 9 })]);
            await transaction.add(
              'runs',
              ids(10, 710).map((id) => run(id, { f1: Number.NaN })),
            );
            await transaction.addEvents([event(0)]);
            await transaction.addEvents(Array.from({ length: 1400 }, (_, index) => event(index + 1)));
          }),
        );
      });

      it('gives each back by key and index, and all of them, whichever way they were added', async () => {
        await value(
          store.read(async (transaction) => {
            expect(await transaction.get('runs', 'r00011')).toEqual(run('r00011', { f1: Number.NaN }));
            expect(await transaction.get('runs', 'r00009')).toBeUndefined();
            expect(
              (await transaction.getMany('runs', ['r00709', 'nobody', 'z', 'r00010'])).map(
                (each) => each?.id,
              ),
            ).toEqual(['r00709', undefined, 'z', 'r00010']);
            expect(await transaction.knownKeys('runs', ['r00500', 'r00900', 'r00003'])).toEqual(
              new Set(['r00003', 'r00500']),
            );
            expect((await transaction.all('runs')).map(({ id }) => id).sort()).toEqual([
              'r00003',
              ...ids(10, 710),
              'z',
            ]);
            expect(await transaction.where('runs', 'jobId', 'job')).toHaveLength(702);
            expect((await transaction.last('runs'))?.id).toBe('z');
            expect(
              (await transaction.where('events', 'runId', 'r00000')).map(({ digest }) => digest).sort(),
            ).toEqual(['e0', 'e1400', 'e700']);
            expect(await transaction.whereAny('events', 'runId', ids(0, 700))).toHaveLength(1401);
            expect(
              await transaction.whereAny('events', 'runId', ['r00699', 'r00698', 'nobody']),
            ).toHaveLength(4);
            const [first, second] = await transaction.getMany('events', ['e0', 'e2']);
            expect(JSON.stringify(first?.body)).toBe('{"__proto__":{"at":0},"b":"\\ud800é"}');
            expect(JSON.stringify(second?.body)).toBe('{"__proto__":{"at":2},"b":"\\ud800é"}');
          }),
        );
      });

      it('shows a run that was written anew, in every answer', async () => {
        await value(store.write((transaction) => transaction.put('runs', [run('r00100', { f1: 1 })])));
        await value(
          store.read(async (transaction) => {
            const anew = run('r00100', { f1: 1 });
            expect(await transaction.get('runs', 'r00100')).toEqual(anew);
            expect(await transaction.getMany('runs', ['r00100'])).toEqual([anew]);
            expect((await transaction.all('runs')).filter(({ id }) => id === 'r00100')).toEqual([anew]);
            const ofJob = await transaction.whereAny('runs', 'jobId', ['job']);
            expect(ofJob.filter(({ id }) => id === 'r00100')).toEqual([anew]);
            expect(ofJob).toHaveLength(702);
          }),
        );
      });

      it('[I1] refuses a key anew, one or many, and takes all back when a body throws', async () => {
        const many = ids(600, 1200).map((id) => run(id, {}));
        await expect(store.write((transaction) => transaction.add('runs', many))).rejects.toThrow(/already/);
        await expect(
          store.write((transaction) => transaction.add('runs', [run('r00020', {})])),
        ).rejects.toThrow(/already/);
        await expect(
          store.write(async (transaction) => {
            await transaction.add(
              'runs',
              ids(800, 1200).map((id) => run(id, {})),
            );
            await transaction.addEvents(Array.from({ length: 300 }, (_, index) => event(index + 5000)));
            expect(await transaction.knownKeys('runs', ['r00900'])).toEqual(new Set(['r00900']));
            throw new Error('on purpose');
          }),
        ).rejects.toThrow('on purpose');
        await value(
          store.read(async (transaction) => {
            expect(await transaction.all('runs')).toHaveLength(702);
            expect(await transaction.all('events')).toHaveLength(1401);
            expect(await transaction.get('runs', 'r00900')).toBeUndefined();
          }),
        );
      });

      it('adds those that are missing, and is empty after a wipe', async () => {
        const added = await value(
          store.write((transaction) =>
            transaction.addMissing(
              'runs',
              ids(0, 1000).map((id) => run(id, {})),
            ),
          ),
        );
        expect(added).toBe(1000 - 701);
        await value(store.wipe());
        expect(await value(store.read((transaction) => transaction.all('runs')))).toEqual([]);
        expect(await value(store.read((transaction) => transaction.knownKeys('runs', ['r00010'])))).toEqual(
          new Set(),
        );
      });
    });

    it('gives one list of withdrawals until another comes; one that was taken back with its transaction is in none', async () => {
      const withdrawal = (id: string): Withdrawal => ({
        id,
        targets: [{ table: 'artifacts', id: 'a' }],
        isWithdrawn: true,
        recordedAt: at,
        auditSequence: 1,
      });
      const read = () => value(store.read((transaction) => transaction.withdrawals()));
      const add = (id: string) =>
        store.write((transaction) => transaction.add('withdrawals', [withdrawal(id)]));
      expect(await read()).toEqual([]);
      await value(add('b'));
      const [first, again] = [await read(), await read()];
      expect(first).toEqual([withdrawal('b')]);
      expect(again).toBe(first);
      await expect(
        store.write(async (transaction) => {
          await transaction.add('withdrawals', [withdrawal('c')]);
          expect(await transaction.withdrawals()).toEqual([withdrawal('b'), withdrawal('c')]);
          throw new Error('on purpose');
        }),
      ).rejects.toThrow('on purpose');
      expect(await read()).toEqual([withdrawal('b')]);
      await value(add('a'));
      expect(await read()).toEqual([withdrawal('a'), withdrawal('b')]);
      expect(first).toEqual([withdrawal('b')]);
      await value(store.wipe());
      expect(await read()).toEqual([]);
    });

    it('is empty after a wipe', async () => {
      await value(
        store.write(async (transaction) => {
          await transaction.add('artifacts', [artifact('a')]);
          await transaction.add('audit', [audit(1)]);
        }),
      );
      await value(store.wipe());
      await value(
        store.read(async (transaction) => {
          expect(await transaction.all('artifacts')).toEqual([]);
          expect(await transaction.where('artifacts', 'kind', 'dataset')).toEqual([]);
          expect(await transaction.last('audit')).toBeUndefined();
        }),
      );
    });
  });
}
