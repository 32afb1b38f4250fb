import { z } from '../../lib/zod';
import type { Json } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import type { AuditEntry } from '../../versioning/records';
import { doubledMember } from '../doubledMember';
import { fromLossless } from '../bundle/lossless';

/** Why there is no log to check, and where: a line, or a JSON pointer into a bundle. */
export interface AuditLogFault {
  readonly place: string;
  readonly message: string;
}

/** Loose on purpose: a hash that is none, or a sequence of 1.5, is a broken entry and not an unreadable file. */
const shape = z.object({
  sequence: z.number(),
  recordedAt: z.string(),
  change: z.number().optional(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.json(),
  seal: z.string().optional(),
  previousHash: z.string(),
  hash: z.string(),
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
  const bundle = bundleShape.safeParse(root);
  if (!bundle.success) return err({ place: '/tables/audit', message: 'there is no log' });
  if (bundle.data.scope !== 'all')
    return err({ place: '/scope', message: 'it is of one node and what belongs to it, and carries no log' });
  const doubled = doubledMember(text, root as Json);
  if (doubled) return err(doubled);
  const entries: AuditEntry[] = [];
  for (const [index, each] of bundle.data.tables.audit.entries()) {
    const place = `/tables/audit/${index}`;
    const value = fromLossless(each as Json);
    if (!value) return err({ place, message: 'it has a value marked with "$" that no bundle has' });
    const entry = readEntry(value.value as Json);
    if (!entry.ok) return err({ place, message: entry.error });
    entries.push(entry.value);
  }
  return ok(entries);
}

const bundleShape = z.object({ scope: z.string(), tables: z.object({ audit: z.array(z.unknown()) }) });

function readEntry(value: Json): Result<AuditEntry, string> {
  const read = shape.safeParse(value);
  // What was read, and not zod's copy: a member too many has to break the hash.
  if (read.success) return ok(value as unknown as AuditEntry);
  const issue = read.error.issues[0];
  const member = issue?.path.join('.') ?? '';
  return err(
    member === '' ? 'it is not an entry of an audit log' : `it is not an entry of an audit log: ${member}`,
  );
}
