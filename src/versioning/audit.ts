import type { Json } from '../lib/json';
import type { Hashers, TextCodec } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import { canonicalJson } from './canonicalJson';
import type { Digest } from './digest';
import type { ActorId, AuditEntry } from './records';
import type { Timestamp } from './timestamp';

/** What comes before the first entry. */
export const genesisHash = '0'.repeat(64) as Digest;

/** What the hashes of the log are computed with. */
export interface AuditPorts {
  readonly hashers: Hashers;
  readonly text: TextCodec;
  /** SHA-256 of text in UTF-8, where there is a quicker way than by the other two. */
  readonly sha256OfText?: (text: string) => string;
}

/** An entry before it has its place in the chain. */
export interface AuditDraft {
  readonly recordedAt: Timestamp;
  /** Where it has to be more than one more than that of the entry before. */
  readonly change?: number;
  readonly actor: ActorId;
  readonly action: string;
  readonly subject: string;
  readonly detail: Json;
  /** Over the records that the change wrote. */
  readonly seal?: Digest;
}

/** The entry that follows `last`; `undefined` for the first. Synchronous, so that it can be made inside a transaction. */
export function appendAudit(last: AuditEntry | undefined, draft: AuditDraft, ports: AuditPorts): AuditEntry {
  const entry = {
    sequence: (last?.sequence ?? 0) + 1,
    recordedAt: draft.recordedAt,
    change: Math.max(counterAfter(last), draft.change ?? 0),
    actor: draft.actor,
    action: draft.action,
    subject: draft.subject,
    detail: draft.detail,
    ...(draft.seal === undefined ? {} : { seal: draft.seal }),
    previousHash: last?.hash ?? genesisHash,
  };
  return { ...entry, hash: auditHash(entry, ports) };
}

/** The counter of the change that follows an entry. */
export function counterAfter(last: AuditEntry | undefined): number {
  return (last?.change ?? 0) + 1;
}

/** SHA-256 over the canonical form of every field of an entry but its own hash ([V2]). */
export function auditHash(
  entry: Omit<AuditEntry, 'hash'>,
  { hashers, text, sha256OfText }: AuditPorts,
): Digest {
  const canonical = canonicalEntry(entry);
  if (sha256OfText) return sha256OfText(canonical) as Digest;
  const hasher = hashers.sha256();
  hasher.update(text.encode(canonical));
  return hasher.hex() as Digest;
}

const covered = ['action', 'actor', 'detail', 'previousHash', 'recordedAt', 'sequence', 'subject'] as const;
const optional = ['change', 'seal', 'hash'] as const;

/** The canonical form of all members but the hash: quicker where they are the usual ones, given in their order. */
function canonicalEntry(entry: Omit<AuditEntry, 'hash'>): string {
  const others = optional.filter((name) => Object.hasOwn(entry, name)).length;
  const isUsual = Object.keys(entry).length === covered.length + others;
  if (!isUsual || !covered.every((name) => Object.hasOwn(entry, name))) {
    // One that was not made here may have others.
    const { hash: _hash, ...all } = entry as AuditEntry;
    return canonicalJson(all);
  }
  const { action, actor, change, detail, previousHash, recordedAt, seal, sequence, subject } = entry;
  const counted = change === undefined ? {} : { change };
  const sealed = seal === undefined ? {} : { seal };
  return canonicalJson({
    action,
    actor,
    ...counted,
    detail,
    previousHash,
    recordedAt,
    ...sealed,
    sequence,
    subject,
  });
}

/** The first entry that does not fit, and how. */
export interface BrokenAudit {
  readonly kind: 'brokenAudit';
  /** The sequence number that should stand there. */
  readonly sequence: number;
  readonly fault: 'missing' | 'wrongSequence' | 'wrongPreviousHash' | 'wrongHash' | 'wrongHead';
}

/** A chain's last link: noted elsewhere, it shows that no entry was taken off the end. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: Digest;
}

/**
 * Checks a whole log in ascending order ([V3]), against a head that was noted earlier where there is one ([V4]).
 * An empty log has the head 0 and the genesis hash.
 */
export function verifyAudit(
  entries: readonly AuditEntry[],
  ports: AuditPorts,
  noted?: AuditHead,
): Result<AuditHead, BrokenAudit> {
  let head: AuditHead = { sequence: 0, hash: genesisHash };
  for (const entry of entries) {
    const fault = faultAfter(head, entry, ports);
    if (fault) return err({ kind: 'brokenAudit', sequence: head.sequence + 1, fault });
    head = { sequence: entry.sequence, hash: entry.hash };
    if (noted?.sequence === head.sequence && noted.hash !== head.hash) {
      return err({ kind: 'brokenAudit', sequence: head.sequence, fault: 'wrongHead' });
    }
  }
  if (noted && noted.sequence > head.sequence) {
    return err({ kind: 'brokenAudit', sequence: head.sequence + 1, fault: 'missing' });
  }
  return ok(head);
}

/** How an entry does not follow a head; null where it does. For whoever checks a log and wants to know more of it. */
export function faultAfter(
  head: AuditHead,
  entry: AuditEntry,
  ports: AuditPorts,
): BrokenAudit['fault'] | null {
  if (entry.sequence > head.sequence + 1) return 'missing';
  if (entry.sequence !== head.sequence + 1) return 'wrongSequence';
  if (entry.previousHash !== head.hash) return 'wrongPreviousHash';
  return auditHash(entry, ports) === entry.hash ? null : 'wrongHash';
}
