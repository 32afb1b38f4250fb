import { describe, expect, it } from 'vitest';

import {
  formatHead,
  parseHead,
  verifyAuditLog,
  type NotedHead,
} from '../../../src/operations/audit/auditLogVerify';
import { genesisHash } from '../../../src/versioning/audit';
import type { AuditEntry } from '../../../src/versioning/records';
import { chainOf } from '../../versioning/auditChain';
import { hashPorts } from '../../versioning/hashPorts';

const chain = chainOf({ subject: 'a' }, { subject: 'b' }, { subject: 'c' });
const [a, b, c] = chain as [AuditEntry, AuditEntry, AuditEntry];
const noted = (text: string): NotedHead => {
  const head = parseHead(text);
  if (!head.ok) throw new Error(text);
  return head.value;
};

describe('the check of a whole log', () => {
  it('[V3] gives the head where the chain holds, and 64 zeros for an empty log', () => {
    expect(verifyAuditLog(chain, hashPorts)).toEqual({
      entryCount: 3,
      head: { sequence: 3, hash: c.hash },
      broken: null,
      notedAt: null,
    });
    expect(verifyAuditLog([], hashPorts)).toMatchObject({
      broken: null,
      head: { sequence: 0, hash: genesisHash },
    });
  });

  it.each<[string, readonly AuditEntry[], number, string]>([
    ['changed', [a, { ...b, subject: 'B' }, c], 2, 'wrongHash'],
    ['given a member more', [a, { ...b, note: '' } as AuditEntry, c], 2, 'wrongHash'],
    ['removed', [a, c], 2, 'missing'],
    ['removed from the start', [b, c], 1, 'missing'],
    ['doubled', [a, a, b], 2, 'wrongSequence'],
    ['moved', [a, c, b], 2, 'missing'],
    [
      'replaced by one that is hashed anew',
      [a, chainOf({ subject: 'a' }, { subject: 'B' })[1]!, c],
      3,
      'wrongPreviousHash',
    ],
  ])('[V3] names the first entry that was %s', (_how, entries, sequence, fault) => {
    expect(verifyAuditLog(entries, hashPorts).broken).toEqual({ sequence, fault });
  });

  it('[V4] says where a noted head is, by its hash alone or with its number', () => {
    expect(verifyAuditLog(chain, hashPorts, noted(b.hash))).toMatchObject({ broken: null, notedAt: 2 });
    expect(verifyAuditLog(chain, hashPorts, noted(`3 ${c.hash}`))).toMatchObject({ notedAt: 3 });
    expect(verifyAuditLog([], hashPorts, noted(genesisHash))).toMatchObject({ notedAt: 0 });
  });

  it('[V4] notices a tail that was taken off', () => {
    const cut = [a, b];
    expect(verifyAuditLog(cut, hashPorts).broken).toBeNull();
    expect(verifyAuditLog(cut, hashPorts, noted(`3 ${c.hash}`)).broken).toEqual({
      sequence: 3,
      fault: 'missing',
    });
    expect(verifyAuditLog(cut, hashPorts, noted(c.hash)).broken).toEqual({
      sequence: 3,
      fault: 'unknownHead',
    });
  });

  it('[V4] notices a log that was written anew as a whole', () => {
    const anew = chainOf({ subject: 'a' }, { subject: 'B' }, { subject: 'c' });
    expect(verifyAuditLog(anew, hashPorts).broken).toBeNull();
    expect(verifyAuditLog(anew, hashPorts, noted(`2 ${b.hash}`)).broken).toEqual({
      sequence: 2,
      fault: 'wrongHead',
    });
  });
});

describe('a head as text', () => {
  it('is read as it is written, and as a person may paste it', () => {
    const head = { sequence: 4312, hash: c.hash };
    expect(parseHead(formatHead(head))).toEqual({ ok: true, value: head });
    expect(parseHead(`  #4,312: ${c.hash.toUpperCase()}\n`)).toEqual({ ok: true, value: head });
    expect(parseHead(c.hash)).toMatchObject({ value: { sequence: null } });
  });

  it.each(['', '4312', c.hash.slice(1), `${c.hash}0`, `x ${c.hash}`])('is refused where it is %j', (text) => {
    expect(parseHead(text).ok).toBe(false);
  });
});
