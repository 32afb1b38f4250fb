import { describe, expect, it } from 'vitest';

import { recordShapes } from '../../src/records/recordShapes';
import { danglingReferences } from '../../src/operations/audit/danglingReference';
import { undo } from '../../src/operations/audit/undo';
import { commitChange } from '../../src/operations/core/commitChange';
import { openInView } from '../../src/operations/core/liveTransaction';
import type { OperationPorts } from '../../src/operations/core/ports';
import { brokenReference } from '../../src/operations/workspaces/bundleReferences';
import { kinds } from '../../src/records/kinds';
import { referencesOf } from '../../src/records/references';
import {
  declarationOf,
  emptyTables,
  isWithdrawable,
  keyFieldOf,
  keyOf,
  type TableName,
  tableNames,
} from '../../src/records/tables';
import { testPorts, valueOf } from '../operations/testProject';

interface Declared {
  readonly from: TableName;
  readonly path: string;
  readonly to: TableName;
  readonly rule: string;
}

const declared = tableNames.flatMap((from) =>
  kinds[from].references.flatMap(({ path, to, rule }): Declared[] =>
    to === null ? [] : [{ from, path, to, rule }],
  ),
);
const held = declared.filter(({ rule }) => rule !== 'loose');

/** A record of a kind that has its key and one reference, and else nothing. */
function recordWith(from: TableName, path: string, target: string): Record<string, unknown> {
  const record: Record<string, unknown> = { [keyFieldOf(from)]: `the ${from}` };
  const steps = path.split('/');
  let within: Record<string, unknown> = record;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1];
    if (next === undefined) within[step] = target;
    else if (next === '*' && index + 2 === steps.length) {
      within[step] = [target];
      break;
    } else if (next === '*') {
      const item = {};
      within[step] = [item];
      within = item;
      steps.splice(index + 1, 1);
    } else within = within[step] = {};
  }
  return record;
}

/** A store in which change 1 made the target, and change 2 what refers to it. */
async function storeWith({ from, path, to }: Declared): Promise<OperationPorts> {
  const ports = testPorts();
  const add = async (table: TableName, record: unknown): Promise<void> => {
    valueOf(
      await commitChange(ports, async (change) => {
        if (isWithdrawable(table)) await change.add(table, [record as never]);
        else await change.raw.add(table, [record as never]);
        return { value: undefined, audit: { action: 'test', subject: table, detail: {} } };
      }),
    );
  };
  await add(to, { [keyFieldOf(to)]: 'the target' });
  await add(from, recordWith(from, path, 'the target'));
  return ports;
}

async function danglingIn(ports: OperationPorts) {
  return valueOf(
    await ports.store.read(async (transaction) => danglingReferences(await openInView(transaction))),
  );
}

describe('the declaration of the kinds of record', () => {
  it('gives each a shape in bundles, and lists what refers after what it refers to', () => {
    expect(new Set(Object.keys(recordShapes))).toEqual(new Set(tableNames));
    for (const { from, to } of declared)
      expect(tableNames.indexOf(to)).toBeLessThanOrEqual(tableNames.indexOf(from));
  });

  it('has records be part only of what can be taken out of view and is part of nothing, by a member of their own', () => {
    const parts = declared.filter(({ rule }) => rule === 'partOf');
    expect(parts.length).toBeGreaterThan(0);
    for (const { path, to } of parts) {
      expect(path).not.toContain('/');
      expect(isWithdrawable(to)).toBe(true);
      expect(declarationOf(to).references.some(({ rule }) => rule === 'partOf')).toBe(false);
    }
  });

  it('finds a withdrawal’s targets in whichever tables they are', () => {
    const targets = [
      { table: 'runs', id: 'a' },
      { table: 'jobs', id: 'b' },
    ];
    expect(referencesOf('withdrawals', { id: 'w', targets })).toEqual([
      { path: 'targets/0', table: 'runs', key: 'a', rule: 'loose' },
      { path: 'targets/1', table: 'jobs', key: 'b', rule: 'loose' },
    ]);
  });
});

describe.each(held)('the reference of $from by $path to $to ($rule)', (reference) => {
  const { from, path, to } = reference;
  // A profile has the key of its reading.
  const target = path === keyFieldOf(from) ? 'the profiles' : 'the target';

  it('is checked: a bundle without its target is refused at its place', () => {
    const record = recordWith(from, path, target);
    const tables = { ...emptyTables, [from]: [record] };
    const asked: unknown[] = [];
    const broken = brokenReference(tables, (...target) => {
      asked.push(target);
      return false;
    });
    expect(broken?.place).toBe(`/tables/${from}/0/${path.replaceAll('*', '0')}`);
    expect(asked).toEqual([[to, target]]);
  });

  it('is followed: verify finds it where its target is not there', async () => {
    const ports = testPorts();
    const record = recordWith(from, path, target);
    await ports.store.write((transaction) => transaction.add(from, [record as never]));
    expect(await danglingIn(ports)).toMatchObject([
      { from: { table: from, id: String(keyOf(from, record)) }, to: { table: to, id: target } },
    ]);
  });

  it.runIf(isWithdrawable(to))('does not dangle after an undo: refused, or out of view with it', async () => {
    const ports = await storeWith(reference);
    const undone = await undo(ports, 1);
    expect(await danglingIn(ports)).toEqual([]);
    const inView = valueOf(
      await ports.store.read(async (transaction) => (await openInView(transaction)).all(from)),
    );
    if (reference.rule === 'holds') expect(undone).toMatchObject({ error: { kind: 'cannotUndo' } });
    else expect([undone.ok, inView]).toEqual([true, []]);
  });

  it.runIf(isWithdrawable(to) && isWithdrawable(from))('is not put back before its target', async () => {
    const ports = await storeWith(reference);
    valueOf(await undo(ports, 2));
    valueOf(await undo(ports, 1));
    const putBack = await undo(ports, 3);
    expect(await danglingIn(ports)).toEqual([]);
    expect(putBack.ok).toBe(reference.rule === 'partOf');
  });
});
