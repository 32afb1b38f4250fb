import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Json } from '../../src/lib/json';
import { appendAudit, genesisHash, verifyAudit, type AuditDraft } from '../../src/versioning/audit';
import { canonicalJson } from '../../src/versioning/canonicalJson';
import type { ActorId, AuditEntry } from '../../src/versioning/records';
import type { Timestamp } from '../../src/versioning/timestamp';
import { hashPorts } from './hashPorts';

function draft(subject: string, detail: Json = { digest: 'd', created: { snapshots: ['s'] } }): AuditDraft {
  const recordedAt = '2026-03-12T08:30:00.000000000Z' as Timestamp;
  return { recordedAt, actor: 'actor' as ActorId, action: 'takeSnapshot', subject, detail };
}

function chain(...drafts: AuditDraft[]): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const each of drafts) entries.push(appendAudit(entries.at(-1), each, hashPorts));
  return entries;
}

const three = chain(draft('a'), draft('b'), draft('c'));

describe('the audit chain', () => {
  it('[V2] hashes the canonical form of every field but the hash, beginning from 64 zeros', () => {
    const text =
      '{"action":"takeSnapshot","actor":"actor","change":1,"detail":{"created":{"snapshots":["s"]},"digest":"d"},' +
      `"previousHash":"${'0'.repeat(64)}","recordedAt":"2026-03-12T08:30:00.000000000Z","sequence":1,"subject":"a"}`;
    expect(three[0]?.hash).toBe(createHash('sha256').update(text).digest('hex'));
    expect(three[1]?.previousHash).toBe(three[0]?.hash);
  });

  it('[V3] holds as it was written, and gives its head', () => {
    expect(verifyAudit(three, hashPorts)).toEqual({ ok: true, value: { sequence: 3, hash: three[2]?.hash } });
    expect(verifyAudit([], hashPorts)).toEqual({ ok: true, value: { sequence: 0, hash: genesisHash } });
  });

  it.each<[keyof AuditEntry, unknown]>([
    ['sequence', 7],
    ['recordedAt', '2026-03-12T08:30:00.000000001Z'],
    ['change', 99],
    ['actor', 'another'],
    ['action', 'annotate'],
    ['subject', '__proto__'],
    ['detail', { digest: 'e', created: { snapshots: ['s'] } }],
    ['previousHash', 'f'.repeat(64)],
    ['hash', 'f'.repeat(64)],
  ])('[I5] [V3] names the entry whose %s was changed', (field, value) => {
    for (const index of [0, 1, 2]) {
      const changed = three.map((entry, at) => (at === index ? { ...entry, [field]: value } : entry));
      expect(verifyAudit(changed, hashPorts)).toMatchObject({ ok: false, error: { sequence: index + 1 } });
    }
  });

  it('[I5] [V3] names the entry that was changed and hashed anew by the next, which no longer follows it', () => {
    const [first, , last] = three;
    const forged = appendAudit(first, draft('forged'), hashPorts);
    expect(verifyAudit([first!, forged, last!], hashPorts)).toMatchObject({
      error: { sequence: 3, fault: 'wrongPreviousHash' },
    });
  });

  it('[V3] finds an entry that was removed, doubled or moved', () => {
    const [a, b, c] = three as [AuditEntry, AuditEntry, AuditEntry];
    expect(verifyAudit([a, c], hashPorts)).toMatchObject({ error: { sequence: 2, fault: 'missing' } });
    expect(verifyAudit([b, c], hashPorts)).toMatchObject({ error: { sequence: 1, fault: 'missing' } });
    expect(verifyAudit([a, a, b], hashPorts)).toMatchObject({
      error: { sequence: 2, fault: 'wrongSequence' },
    });
    expect(verifyAudit([a, c, b], hashPorts)).toMatchObject({ error: { sequence: 2 } });
  });

  it('[V4] finds a tail that was cut off or rewritten, against a head that was noted', () => {
    const head = { sequence: 3, hash: three[2]!.hash };
    expect(verifyAudit(three, hashPorts, head).ok).toBe(true);
    expect(verifyAudit(chain(draft('a'), draft('b'), draft('c'), draft('d')), hashPorts, head).ok).toBe(true);
    expect(verifyAudit(three.slice(0, 2), hashPorts, head)).toMatchObject({
      error: { sequence: 3, fault: 'missing' },
    });
    const rewritten = chain(draft('a'), draft('b'), draft('C'));
    expect(verifyAudit(rewritten, hashPorts, head)).toMatchObject({
      error: { sequence: 3, fault: 'wrongHead' },
    });
  });

  it('[I5] detects any change of any value inside the detail', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        fc.pre(canonicalJson(before as Json) !== canonicalJson(after as Json));
        const [entry] = chain(draft('a', before as Json));
        expect(verifyAudit([entry!], hashPorts).ok).toBe(true);
        expect(verifyAudit([{ ...entry!, detail: after as Json }], hashPorts).ok).toBe(false);
      }),
    );
  });

  it('holds after it was stored as JSON and read again, whatever order its members come in', () => {
    const stored = JSON.parse(JSON.stringify(three)) as AuditEntry[];
    const turned = stored.map(
      (entry) => Object.fromEntries(Object.entries(entry).toReversed()) as unknown as AuditEntry,
    );
    expect(verifyAudit(turned, hashPorts).ok).toBe(true);
  });
});
