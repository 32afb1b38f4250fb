import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFile } from '../../../src/operations/workspaces/importFile';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { undo } from '../../../src/operations/audit/undo';
import { emptyPorts } from '../lineagePorts';
import { auditOf, valueOf, workspaceOf } from '../testProject';

const run = (index: number) => `${String(index).repeat(8)}-1111-4111-8111-111111111111`;

const event = (eventType: string, eventTime: string, runId: string) => ({
  eventType,
  eventTime,
  producer: 'urn:test',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  run: { runId },
  job: { namespace: 'etl', name: `job ${runId[0]}` },
  inputs: [{ namespace: 'db', name: 'raw' }],
  outputs: [],
});

async function take(ports: OperationPorts, path: string, events: readonly object[]): Promise<number> {
  const imported = await importFile(ports, { path, text: JSON.stringify(events) });
  return valueOf(imported).auditSequence!;
}

/** The runs in view and what they read. */
async function seen(ports: OperationPorts): Promise<unknown> {
  const { runs, observations } = await workspaceOf(ports);
  return { runs: [...runs.values()], observations };
}

const started = event('START', '2026-01-01T10:00:00Z', run(1));
const completed = event('COMPLETE', '2026-01-01T11:00:00Z', run(1));

describe('undo of an import', () => {
  it('[L38] gives a run back as it was before the import told more of it, and again with an undo of that', async () => {
    const ports = emptyPorts();
    await take(ports, 'a.json', [started]);
    const afterA = await seen(ports);
    const b = await take(ports, 'b.json', [completed]);
    const afterB = await seen(ports);
    expect([...(await workspaceOf(ports)).runs.values()][0]?.run.state).toBe('completed');

    const undone = valueOf(await undo(ports, b));
    expect([...(await workspaceOf(ports)).runs.values()][0]?.run).toMatchObject({
      state: 'running',
      endedAt: null,
    });
    expect(await seen(ports)).toEqual(afterA);

    valueOf(await undo(ports, undone.auditSequence));
    expect(await seen(ports)).toEqual(afterB);
  });

  it('[L38] makes room for the same import again', async () => {
    const ports = emptyPorts();
    await take(ports, 'a.json', [started]);
    const b = await take(ports, 'b.json', [completed]);
    const afterB = await seen(ports);
    valueOf(await undo(ports, b));
    const again = valueOf(await importFile(ports, { path: 'b.json', text: JSON.stringify([completed]) }));
    expect(again.value.eventCount).toBe(1);
    expect(await seen(ports)).toEqual(afterB);
    expect((await auditOf(ports)).map(({ action }) => action)).toEqual([
      'importLineage',
      'importLineage',
      'undo',
      'importLineage',
    ]);
    valueOf(await undo(ports, again.auditSequence!));
    expect((await workspaceOf(ports)).runs.get(run(1) as never)?.run.state).toBe('running');
  });

  it('[L38] folds a run anew that its events told of and, after a later end, did not change', async () => {
    const ports = emptyPorts();
    await take(ports, 'a.json', [started]);
    const failed = await take(ports, 'b.json', [event('FAIL', '2026-01-01T12:00:00Z', run(1))]);
    const c = await take(ports, 'c.json', [completed]);
    const state = async () => (await workspaceOf(ports)).runs.get(run(1) as never)?.run.state;
    expect(await state()).toBe('failed');
    valueOf(await undo(ports, failed));
    expect(await state()).toBe('completed');
    valueOf(await undo(ports, c));
    expect(await state()).toBe('running');
  });

  it('[L38] of the first of two imports is refused while the second tells of the same run', async () => {
    const ports = emptyPorts();
    const a = await take(ports, 'a.json', [started]);
    await take(ports, 'b.json', [completed]);
    expect(await undo(ports, a)).toMatchObject({ ok: false, error: { kind: 'cannotUndo' } });
  });

  it('[L38] leaves what the imports that still hold would have given, whatever was undone and put back', async () => {
    const all = [1, 2].flatMap((index) => [
      event('START', '2026-01-01T10:00:00Z', run(index)),
      event('RUNNING', '2026-01-01T10:30:00Z', run(index)),
      event('COMPLETE', '2026-01-01T11:00:00Z', run(index)),
      event('FAIL', '2026-01-01T12:00:00Z', run(index)),
    ]);
    const files = fc
      .shuffledSubarray(all, { minLength: 4 })
      .chain((events) =>
        fc
          .array(fc.integer({ min: 0, max: 2 }), { minLength: events.length, maxLength: events.length })
          .map((parts) =>
            [0, 1, 2]
              .map((part) => events.filter((_, index) => parts[index] === part))
              .filter((own) => own.length > 0),
          ),
      );
    const step = fc.oneof(
      fc.record({ undo: fc.nat({ max: 9 }) }),
      fc.record({ importAgain: fc.nat({ max: 2 }) }),
    );
    await fc.assert(
      fc.asyncProperty(files, fc.array(step, { maxLength: 8 }), async (parts, steps) => {
        const ports = emptyPorts();
        // What each change of the log does: the part that it brings or takes.
        const changes: { readonly part: number; readonly isThere: boolean }[] = [];
        for (const [part, events] of parts.entries()) {
          await take(ports, `${part}.json`, events);
          changes.push({ part, isThere: true });
        }
        const there = new Set(parts.keys());
        const note = (part: number, isThere: boolean): void => {
          changes.push({ part, isThere });
          if (isThere) there.add(part);
          else there.delete(part);
        };
        for (const each of steps) {
          if ('undo' in each) {
            const change = changes[each.undo];
            if (change && (await undo(ports, each.undo + 1)).ok) note(change.part, !change.isThere);
          } else if (each.importAgain < parts.length && !there.has(each.importAgain)) {
            await take(ports, `${each.importAgain}.json`, parts[each.importAgain]!);
            note(each.importAgain, true);
          }
        }
        const fresh = emptyPorts();
        for (const part of [...there].toSorted((a, b) => a - b))
          await take(fresh, `${part}.json`, parts[part]!);
        const told = async (which: OperationPorts) =>
          [...(await workspaceOf(which)).runs.values()]
            .map(({ run: told, inputs }) => ({
              facts: { ...told, recordedAt: '' },
              inputCount: inputs.length,
            }))
            .toSorted((a, b) => (a.facts.id < b.facts.id ? -1 : 1));
        expect(await told(ports)).toEqual(await told(fresh));
      }),
      { numRuns: 150 },
    );
  });
});
