import { ok, err, type Result } from '../../lib/result';
import {
  faultAfter,
  genesisHash,
  type AuditHead,
  type AuditPorts,
  type BrokenAudit,
} from '../../versioning/audit';
import type { Digest } from '../../versioning/digest';
import { parseDigest } from '../../versioning/digest';
import type { AuditEntry } from '../../versioning/records';

/** A head as somebody noted it: its hash, with or without its sequence number. */
export interface NotedHead {
  readonly sequence: number | null;
  readonly hash: Digest;
}

/** What a check of a whole log found. */
export interface AuditVerdict {
  readonly entryCount: number;
  /** The last entry up to which the chain holds; sequence 0 and 64 zeros where not even the first does. */
  readonly head: AuditHead;
  readonly broken: AuditBreak | null;
  /** Where a noted head was found; null where none was asked for, or where it is not part of the log. */
  readonly notedAt: number | null;
}

/** The first entry at which the log is not what was written, and why. */
export interface AuditBreak {
  readonly sequence: number;
  readonly fault: BrokenAudit['fault'] | 'unknownHead';
}

/** Reads `4312 3f2a…`, `4312:3f2a…` or the hash alone, as the view and the command line print them. */
export function parseHead(text: string): Result<NotedHead, { readonly kind: 'malformedHead' }> {
  const match = /^(?:#?([\d,]{1,20})[\s:]+)?([0-9a-f]{64})$/i.exec(text.trim());
  const hash = parseDigest(match?.[2] ?? '');
  if (!match || !hash.ok) return err({ kind: 'malformedHead' });
  const sequence = match[1] === undefined ? null : Number(match[1].replaceAll(',', ''));
  return ok({ sequence, hash: hash.value });
}

/** A head as `parseHead` reads it. */
export function formatHead({ sequence, hash }: AuditHead): string {
  return `${sequence} ${hash}`;
}

/**
 * Checks a log in ascending order ([V3]) against a noted head ([V4]). The first entry that does not hold ends the
 * check. The head of an empty log, 64 zeros, is part of every log.
 */
export function verifyAuditLog(
  entries: readonly AuditEntry[],
  ports: AuditPorts,
  noted: NotedHead | null = null,
): AuditVerdict {
  const check = beginAuditCheck(ports, noted);
  check.take(entries);
  return check.finish();
}

/** A check of a log that comes in parts. */
export interface AuditCheckUnderWay {
  take(entries: readonly AuditEntry[]): void;
  finish(): AuditVerdict;
}

/** The same for a log of which the whole need not be held. */
export function beginAuditCheck(ports: AuditPorts, noted: NotedHead | null): AuditCheckUnderWay {
  let head: AuditHead = { sequence: 0, hash: genesisHash };
  let notedAt = noted && isNoted(noted, head) ? 0 : null;
  let broken: AuditBreak | null = null;
  let entryCount = 0;
  const breakAfter = (entry: AuditEntry): AuditBreak | null => {
    const fault = faultAfter(head, entry, ports);
    if (fault) return { sequence: head.sequence + 1, fault };
    head = { sequence: entry.sequence, hash: entry.hash };
    if (!noted) return null;
    if (isNoted(noted, head)) notedAt = head.sequence;
    else if (noted.sequence === head.sequence) return { sequence: head.sequence, fault: 'wrongHead' };
    return null;
  };
  const breakAtEnd = (): AuditBreak | null => {
    if (!noted || notedAt !== null) return null;
    const isCut = noted.sequence !== null && noted.sequence > head.sequence;
    return { sequence: head.sequence + 1, fault: isCut ? 'missing' : 'unknownHead' };
  };
  return {
    take(entries) {
      entryCount += entries.length;
      for (const entry of entries) broken ??= breakAfter(entry);
    },
    finish: () => ({ entryCount, head, broken: broken ?? breakAtEnd(), notedAt }),
  };
}

function isNoted(noted: NotedHead, head: AuditHead): boolean {
  return noted.hash === head.hash && (noted.sequence === null || noted.sequence === head.sequence);
}

/** What does not hold at an entry, in words that follow its number. */
export function describeBreak({ fault }: AuditBreak): string {
  switch (fault) {
    case 'missing':
      return 'it is missing';
    case 'wrongSequence':
      return 'another number stands in its place: an entry was doubled or moved';
    case 'wrongPreviousHash':
      return 'it does not follow the entry before: one of the two was replaced';
    case 'wrongHash':
      return 'its hash is not that of its content: it was changed after it was written';
    case 'wrongHead':
      return 'it is not the head that was noted: the log was written anew';
    case 'unknownHead':
      return 'the noted head comes nowhere before it: entries were taken off the end, the log was written anew, or it is the head of another log';
  }
}
