import { readAuditLines, readBundledAudit, type AuditLogFault } from '../formats/audit/readAuditLog';
import { looksLikeBundle } from '../formats/bundle/looksLikeBundle';
import { readBundle } from '../formats/bundle/readBundle';
import { ok, type Result } from '../lib/result';
import {
  describeBreak,
  formatHead,
  parseHead,
  verifyAuditLog,
  type AuditVerdict,
  type NotedHead,
} from '../operations/audit/auditLogVerify';
import { isClaim } from '../versioning/changeOrder';
import type { AuditEntry } from '../versioning/records';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { jsonFlag, UsageError, type Command, type ExitStatus } from './command';
import { nodeHashers, nodeText } from './nodePorts';
import { printable } from './output';
import { readText } from './readText';

/** `audit verify`: checks an exported log. */
export const auditVerifyCommand: Command = {
  name: 'audit verify',
  synopsis: 'FILE',
  summary: 'Checks the hash chain of an exported audit log.',
  details: [
    'FILE is a log in JSON Lines, whole, as the Audit view exports it, or a bundle of a whole workspace. --head tells whether a head that was noted earlier is part of it, so that entries taken off the end are noticed: the hash, or the number and the hash as "4312 3f2a…".',
    '--json prints {entries, head, intact, firstBroken: null | {sequence, reason}, claimedTimes}; claimedTimes are the numbers of the entries whose time is more than a day ahead of this machine’s clock, which is a claim and no fault; head is the hash of the last entry up to which the chain holds, 64 zeros where there is none. A file that cannot be read is {path, failure: {kind, message, place}}.',
    'The exit status is 0 where the log is intact, 1 where it is broken, 2 where the file holds no readable log.',
  ],
  flags: [
    jsonFlag,
    { name: 'head', value: 'HASH', help: 'a head that was noted and has to be part of the log' },
  ],
  argumentCount: { min: 1, max: 1 },
  async run({ arguments: [path = ''], flags, output }): Promise<ExitStatus> {
    const noted = notedHead(flags.get('head'));
    const ports = { hashers: nodeHashers, text: nodeText };
    const read = await readLog(path);
    if (!read.ok) return refuse(path, read.error);
    const verdict = verifyAuditLog(read.value.entries, ports, noted);
    const { bundle } = read.value;
    if (!verdict.broken && bundle !== null) {
      const whole = readBundle(bundle, ports);
      if (!whole.ok) return refuse(path, whole.error);
    }
    const claimed = claimedTimes(read.value.entries);
    if (flags.has('json')) output.json({ ...verdictOutput(verdict), claimedTimes: claimed });
    else output.line(printable(`${path}: ${describeVerdict(verdict)}${describeClaims(claimed)}`));
    return verdict.broken ? 1 : 0;

    function refuse(at: string, { place, message }: AuditLogFault): ExitStatus {
      if (flags.has('json')) output.json({ path: at, failure: { kind: 'unreadableLog', message, place } });
      output.message(printable([at, place, message].filter(Boolean).join(': ')));
      return 2;
    }
  },
};

function notedHead(given: string | null): NotedHead | null {
  if (given === null) return null;
  const head = parseHead(given);
  if (!head.ok) throw new UsageError('--head takes 64 hexadecimal digits, with or without the number before');
  return head.value;
}

async function readLog(
  path: string,
): Promise<
  Result<{ readonly entries: readonly AuditEntry[]; readonly bundle: string | null }, AuditLogFault>
> {
  const read = await readText(path);
  if (!read.ok) return read;
  const text = read.value;
  const bundle = looksLikeBundle(text) ? text : null;
  const entries = bundle === null ? readAuditLines(text) : readBundledAudit(bundle);
  return entries.ok ? ok({ entries: entries.value, bundle }) : entries;
}

/** The numbers of the entries that cannot have been written when they say. */
function claimedTimes(entries: readonly AuditEntry[]): readonly number[] {
  const now = timestampFromMilliseconds(Date.now());
  return entries.flatMap(({ sequence, recordedAt }) => (isClaim(recordedAt, now) ? sequence : []));
}

function describeClaims([first, ...others]: readonly number[]): string {
  if (first === undefined) return '';
  const which = others.length === 0 ? `entry ${first} claims` : `${others.length + 1} entries claim`;
  return `; ${which} a time more than a day ahead`;
}

function verdictOutput({ entryCount, head, broken }: AuditVerdict) {
  return {
    entries: entryCount,
    head: head.hash,
    intact: broken === null,
    firstBroken: broken && { sequence: broken.sequence, reason: describeBreak(broken) },
  };
}

function describeVerdict({ entryCount, head, broken, notedAt }: AuditVerdict): string {
  const count = `${entryCount.toLocaleString('en-US')} ${entryCount === 1 ? 'entry' : 'entries'}`;
  if (broken) return `${count}, broken at entry ${broken.sequence}: ${describeBreak(broken)}`;
  const noted = notedAt === null ? '' : `, the noted head is entry ${notedAt}`;
  return `${count}, chain intact, head ${formatHead(head)}${noted}`;
}
