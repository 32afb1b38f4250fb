import type { Json } from '../../lib/json';
import { isObject } from '../../lib/jsonObject';
import { err, ok, type Result } from '../../lib/result';
import { finite, object, optional, type Shape, text } from '../../lib/shape';
import { json } from '../../records/shapes/common';
import type { AuditEntry } from '../../versioning/records';
import { doubledMember } from '../doubledMember';
import { fromLossless } from '../bundle/lossless';

/** Why there is no log to check, and where: a line, or a JSON pointer into a bundle. */
export interface AuditLogFault {
  readonly place: string;
  readonly message: string;
}

/** Loose on purpose: a hash that is none, or a sequence of 1.5, is a broken entry and not an unreadable file. */
const shape: Shape = object<AuditEntry>({
  sequence: finite,
  recordedAt: text,
  change: optional(finite),
  actor: text,
  action: text,
  subject: text,
  detail: json,
  seal: optional(text),
  previousHash: text,
  hash: text,
});

/** The entries of a log in JSON Lines, in the order of the file. No lines are an empty log. */
export function readAuditLines(text: string): Result<AuditEntry[], AuditLogFault> {
  const entries: AuditEntry[] = [];
  let line = 0;
  for (const each of text.replace(/^\uFEFF/, '').split('\n')) {
    line += 1;
    const plain = each.trim();
    if (plain === '') continue;
    let value: Json;
    try {
      value = JSON.parse(plain) as Json;
    } catch {
      return err({ place: `line ${line}`, message: 'it is not readable as JSON' });
    }
    const entry = readEntry(value);
    if (!entry.ok) return err({ place: `line ${line}`, message: entry.error });
    if (doubledMember(plain, value))
      return err({ place: `line ${line}`, message: 'a member stands there twice' });
    entries.push(entry.value);
  }
  return ok(entries);
}

/** The log that a bundle carries, whatever else is in it; a bundle of one node's closure carries none. */
export function readBundledAudit(text: string): Result<AuditEntry[], AuditLogFault> {
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return err({ place: '', message: 'it is not readable as JSON' });
  }
  const log = logOf(root);
  if (!log) return err({ place: '/tables/audit', message: 'there is no log' });
  if (log.scope !== 'all')
    return err({ place: '/scope', message: 'it is of one node and what belongs to it, and carries no log' });
  const doubled = doubledMember(text, root as Json);
  if (doubled) return err(doubled);
  const entries: AuditEntry[] = [];
  for (const [index, each] of log.entries.entries()) {
    const place = `/tables/audit/${index}`;
    const value = fromLossless(each as Json);
    if (!value) return err({ place, message: 'it has a value marked with "$" that no bundle has' });
    const entry = readEntry(value.value as Json);
    if (!entry.ok) return err({ place, message: entry.error });
    entries.push(entry.value);
  }
  return ok(entries);
}

function logOf(root: unknown): { readonly scope: string; readonly entries: readonly unknown[] } | null {
  if (!isObject(root) || typeof root['scope'] !== 'string' || !isObject(root['tables'])) return null;
  const { audit } = root['tables'];
  return Array.isArray(audit) ? { scope: root['scope'], entries: audit } : null;
}

function readEntry(value: Json): Result<AuditEntry, string> {
  const fault = shape(value);
  // As it was read: a member too many has to break the hash.
  if (!fault) return ok(value as unknown as AuditEntry);
  const member = fault.path.join('.');
  return err(
    member === '' ? 'it is not an entry of an audit log' : `it is not an entry of an audit log: ${member}`,
  );
}
