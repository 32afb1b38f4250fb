import { expect, it } from 'vitest';
import { actionOf } from '../../../src/gates/privacy/decide';
import { undo } from '../../../src/operations/audit/undo';
import { readAuditLog } from '../../../src/operations/audit/auditLog';
import { describeAuditEntry } from '../../../src/operations/audit/auditLogWords';
import {
  personalScores,
  setPersonalScores,
  workspaceDecisions,
} from '../../../src/operations/contracts/personalScores';
import { testPorts, valueOf, workspaceOf } from '../testProject';

it('findings ask for what the scores of their kind say, as people chose them, until that is undone', async () => {
  const ports = testPorts();
  const table = async () => workspaceDecisions(await workspaceOf(ports));
  const at = async (kind: 'email' | 'phone', score: number) => actionOf({ kind, score }, await table());
  expect([await at('email', 0.69), await at('email', 0.7), await at('email', 1)]).toEqual([
    'allow',
    'escalate',
    'escalate',
  ]);
  const scores = personalScores(await workspaceOf(ports)).map((each) =>
    each.kind === 'email' ? { ...each, escalateFrom: 0.5, blockFrom: 0.9 } : each,
  );
  const { auditSequence } = valueOf(await setPersonalScores(ports, scores));
  expect([await at('email', 0.49), await at('email', 0.5), await at('email', 0.9)]).toEqual([
    'allow',
    'escalate',
    'block',
  ]);
  expect(await at('phone', 0.9)).toBe('escalate');
  const log = valueOf(await readAuditLog(ports.store));
  expect(describeAuditEntry(log, log.entries.at(-1)!)).toBe(
    'Set what findings of personal data ask for: email',
  );
  valueOf(await undo(ports, auditSequence));
  expect(await at('email', 0.9)).toBe('escalate');
});

it('a kind without scores is allowed, and scores beyond 0 and 1 are refused', async () => {
  const ports = testPorts();
  valueOf(await setPersonalScores(ports, [{ kind: 'vin', escalateFrom: null, blockFrom: null }]));
  const table = workspaceDecisions(await workspaceOf(ports));
  expect(actionOf({ kind: 'vin', score: 1 }, table)).toBe('allow');
  for (const score of [1.1, -0.1, Number.NaN])
    expect(
      await setPersonalScores(ports, [{ kind: 'vin', escalateFrom: score, blockFrom: null }]),
    ).toMatchObject({
      ok: false,
    });
});
