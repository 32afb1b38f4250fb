import { describe, expect, it } from 'vitest';
import { contractGate, gateOf } from '../../../src/gates/contractGate';
import type { ClauseVerdict } from '../../../src/gates/contract/verdict';
import { readAuditLog } from '../../../src/operations/audit/auditLog';
import { describeAuditEntry } from '../../../src/operations/audit/auditLogWords';
import { setContract } from '../../../src/operations/contracts/setContract';
import { waiveClause } from '../../../src/operations/contracts/waive';
import { annotate } from '../../../src/operations/core/annotate';
import { describeFailure } from '../../../src/operations/core/describeFailure';
import { promote } from '../../../src/operations/releases/promote';
import { evidenceOf } from '../../../src/operations/releases/readEvidence';
import { exportBundle, importBundle } from '../../../src/operations/workspaces/bundle';
import { smallContract } from '../storedRecords';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

async function project() {
  const ports = testPorts();
  const { artifactId, snapshotId } = (await dropFile(ports, 'trips.csv', 'id\n1\n')).outcomes[0]!;
  const contract = valueOf(await setContract(ports, artifactId, smallContract)).value;
  const say = async (verdict: ClauseVerdict, contractId = contract.id) => {
    const checks = [
      {
        pointer: '/a',
        clause: 'required',
        column: 'id',
        verdict,
        message: 'seen',
        failingCount: 0,
        rows: [],
      },
      {
        pointer: '/b',
        clause: 'present',
        column: 'id',
        verdict: 'pass' as const,
        message: '',
        failingCount: 0,
        rows: [],
      },
    ];
    const worst = verdict === 'notChecked' ? 'pass' : verdict;
    valueOf(
      await annotate(ports, snapshotId, {
        kind: 'verdict',
        contractId,
        at: ports.now(),
        verdict: worst,
        checks,
      }),
    );
  };
  const move = async (reason: string | null = null) => {
    const view = (await workspaceOf(ports)).artifacts.get(artifactId)!;
    const follows = view.aliases[0]?.moves.at(-1)?.id ?? null;
    return promote(ports, { artifactId, alias: 'production', snapshotId, follows, rules: new Map(), reason });
  };
  return { ports, artifactId, contract, say, move };
}

describe('the contract of what is promoted', () => {
  it('[G18] has one scale with guardrails: fail blocks, warn escalates, unknown is unknown', () => {
    const verdicts: ClauseVerdict[] = ['pass', 'warn', 'fail', 'unknown', 'notChecked'];
    expect(verdicts.map(gateOf)).toEqual(['allow', 'escalate', 'block', 'unknown', null]);
  });

  it('[G18] says nothing where nothing is promised, and nothing good where no clause was checked', () => {
    expect(contractGate(null, null, [], 0)).toBeNull();
  });

  it.each([
    ['fail', 'its contract blocks it'],
    ['warn', 'its contract escalates it'],
    ['unknown', 'its contract could not judge it'],
  ] as const)('[G18] %s asks for a reason', async (verdict, words) => {
    const { say, move } = await project();
    await say(verdict);
    const refused = await move('  ');
    expect(refused).toMatchObject({ ok: false, error: { kind: 'needsReason' } });
    if (!refused.ok) expect(describeFailure(refused.error)).toContain(words);
    valueOf(await move('the source is mended'));
  });

  it('[G13] [G18] is kept with the move and told in the log, also through a bundle', async () => {
    const { ports, artifactId, contract, say, move } = await project();
    await say('fail');
    valueOf(await move('the source is mended'));
    const log = valueOf(await readAuditLog(ports.store));
    expect(describeAuditEntry(log, log.entries.at(-1)!)).toBe(
      'Promoted version 1 of trips.csv to production, over its contract',
    );
    expect(log.entries.at(-1)?.detail).toMatchObject({
      contract: 'block',
      verdict: 'block',
      isOverruled: true,
    });
    const other = testPorts();
    const text = valueOf(await exportBundle(ports, null));
    valueOf(await importBundle(other, { path: 'all.json', text }));
    const [alias] = (await workspaceOf(other)).artifacts.get(artifactId)!.aliases;
    expect(evidenceOf(alias!.moves.at(-1)!)).toMatchObject({
      verdict: 'block',
      contract: {
        contractId: contract.id,
        verdict: 'block',
        clauses: [{ clause: 'required', column: 'id', verdict: 'fail', message: 'seen', waiver: null }],
        passCount: 1,
      },
    });
  });

  it('[G18] passes without a reason where every clause passes', async () => {
    const { say, move } = await project();
    await say('pass');
    expect(evidenceOf(valueOf(await move()).value)).toMatchObject({ verdict: 'allow' });
  });

  it('[G18] is unknown of a version that was judged by another contract, or by none', async () => {
    const { ports, artifactId, say, move } = await project();
    expect(await move()).toMatchObject({ error: { kind: 'needsReason' } });
    await say('pass');
    valueOf(await setContract(ports, artifactId, `${smallContract}        unique: true\n`));
    expect(await move()).toMatchObject({ error: { kind: 'needsReason' } });
    valueOf(await setContract(ports, artifactId, null));
    expect(evidenceOf(valueOf(await move()).value)).toMatchObject({ verdict: null, contract: null });
  });

  it('[G18] [K29] escalates what is waived, names the waiver, and blocks again after its end', async () => {
    const { ports, artifactId, say, move } = await project();
    await say('fail');
    const of = { clause: 'required', column: 'id', use: 0 };
    valueOf(
      await waiveClause(ports, { artifactId, of, author: 'Ada', reason: 'known', until: '2026-03-12' }),
    );
    const refused = await move();
    if (!refused.ok) expect(describeFailure(refused.error)).toContain('its contract escalates it');
    expect(evidenceOf(valueOf(await move('known')).value)).toMatchObject({
      verdict: 'escalate',
      contract: { clauses: [{ verdict: 'fail', waiver: { author: 'Ada', until: '2026-03-12' } }] },
    });
    const view = (await workspaceOf(ports)).artifacts.get(artifactId)!;
    const later = Date.UTC(2026, 2, 13);
    const { verdict } = view.snapshots[0]!;
    expect(contractGate(view.contracts.at(-1)!, verdict, view.waivers, later)?.verdict).toBe('block');
  });
});
