import { describe, expect, it } from 'vitest';
import { err, ok } from '../../src/lib/result';
import type { KeptFile } from '../../src/operations/core/keptFiles';
import { importFile } from '../../src/operations/workspaces/importFile';
import type { Store } from '../../src/operations/core/store';
import { stageChanges } from '../../src/storage/stageChanges';
import type { Digest } from '../../src/versioning/digest';
import { auditOf, dropFile, everything, testPorts, valueOf, workspaceOf } from '../operations/testProject';

const event = (eventType: string, hour: number): object => ({
  eventType,
  eventTime: `2026-01-01T${hour}:00:00Z`,
  producer: 'urn:test',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  run: { runId: '11111111-1111-4111-8111-111111111111' },
  job: { namespace: 'etl', name: 'clean' },
});

const lineageFile = (path: string, told: object) => ({ path, text: JSON.stringify([told]) });

describe('staged changes', () => {
  it('land with the entries of the log that the same changes would have made one by one', async () => {
    const [ports, oneByOne] = [testPorts(), testPorts()];
    await dropFile(ports, 'a.csv', 'x\n1\n');
    await dropFile(oneByOne, 'a.csv', 'x\n1\n');
    let writes = 0;
    const store: Store = {
      ...ports.store,
      write(body) {
        writes += 1;
        return ports.store.write(body);
      },
    };
    valueOf(
      await stageChanges(store, async (staged) => {
        await dropFile({ ...ports, store: staged }, 'a.csv', 'x\n1\n2\n');
        await dropFile({ ...ports, store: staged }, 'b.csv', 'y\n1\n');
        return ok(undefined);
      }),
    );
    await dropFile(oneByOne, 'a.csv', 'x\n1\n2\n');
    await dropFile(oneByOne, 'b.csv', 'y\n1\n');
    expect(writes).toBe(1);
    const told = async (which: typeof ports) =>
      (await auditOf(which)).map(({ sequence, action, subject }) => [sequence, action, subject]);
    expect(await told(ports)).toEqual(await told(oneByOne));
    expect((await workspaceOf(ports)).snapshots.size).toBe(3);
  });

  it('leave nothing where one of them fails or throws', async () => {
    const ports = testPorts();
    await dropFile(ports, 'a.csv', 'x\n1\n');
    const before = await everything(ports);
    const failed = await stageChanges(ports.store, async (staged) => {
      await dropFile({ ...ports, store: staged }, 'b.csv', 'y\n1\n');
      return err('no');
    });
    expect(failed).toEqual(err('no'));
    const thrown = stageChanges(ports.store, async (staged) => {
      await dropFile({ ...ports, store: staged }, 'b.csv', 'y\n1\n');
      throw new Error('cancelled');
    });
    await expect(thrown).rejects.toThrow('cancelled');
    expect(await everything(ports)).toEqual(before);
  });

  it('are made again on what is there where somebody else wrote meanwhile', async () => {
    const ports = testPorts();
    let runs = 0;
    const seen = valueOf(
      await stageChanges(ports.store, async (staged) => {
        runs += 1;
        if (runs === 1) await dropFile(ports, 'a.csv', 'x\n1\n');
        return ok((await dropFile({ ...ports, store: staged }, 'a.csv', 'x\n1\n2\n')).outcomes[0]?.what.kind);
      }),
    );
    expect([runs, seen]).toEqual([2, 'newVersion']);
    expect((await auditOf(ports)).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('give up where somebody else never stops', async () => {
    const ports = testPorts();
    let files = 0;
    const given = await stageChanges(ports.store, async () => {
      await dropFile(ports, `${(files += 1)}.csv`, 'x\n1\n');
      return ok(undefined);
    });
    expect(given).toMatchObject({ ok: false, error: { kind: 'storeUnavailable' } });
  });

  it('write a run anew and keep, free and remove the bytes of files', async () => {
    const ports = testPorts();
    valueOf(await importFile(ports, lineageFile('a.json', event('START', 10))));
    const file = (letter: string): KeptFile => ({
      digest: letter.repeat(64) as Digest,
      byteLength: 1,
      chunking: 1,
      chunks: [],
      state: 'kept',
    });
    await ports.store.write(({ keptFiles }) => keptFiles.put([file('a'), file('b')]));
    valueOf(
      await stageChanges(ports.store, async (staged) => {
        const own = { ...ports, store: staged };
        valueOf(await importFile(own, lineageFile('b.json', event('COMPLETE', 11))));
        await staged.write(async ({ keptFiles }) => {
          await keptFiles.put([file('c'), { ...file('a'), state: 'freed' }]);
          await keptFiles.remove([file('b').digest]);
        });
        return ok(undefined);
      }),
    );
    expect([...(await workspaceOf(ports)).runs.values()].map(({ run }) => run.state)).toEqual(['completed']);
    const states = await ports.store.read(async ({ keptFiles }) => [
      await keptFiles.digests('kept'),
      await keptFiles.digests('freed'),
    ]);
    expect(valueOf(states)).toEqual([[file('c').digest], [file('a').digest]]);
  });
});
