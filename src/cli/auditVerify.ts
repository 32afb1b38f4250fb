import { readAuditLines, readBundledAudit, type AuditLogFault } from '../formats/audit/readAuditLog';
import { looksLikeBundle } from '../formats/bundle/looksLikeBundle';
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
import type { BundleClaims, CheckedRecords } from './auditRecords';
import { jsonFlag, UsageError, type Command, type ExitStatus } from './command';
import { nodeHashers, nodeText } from './nodePorts';
import { printable, withCommas } from './output';
import { readText } from './readText';

/** `audit verify`: checks an exported log. */
export const auditVerifyCommand: Command = {
  details: [
    'FILE is a whole log in JSON Lines, as the Audit view exports it, or a bundle of a whole workspace. --head detects entries that were removed from the end. Give the head that you noted earlier: its hash, or its number and hash ("4312 3f2a…").',
    'In a bundle, every record is compared with the digests that the log’s entries seal. The command names each record that was changed, removed or inserted.',
    '--json prints {entries, head, intact, firstBroken: null | {sequence, reason}, records, claims, claimedTimes}. For a log alone, records and claims are null. Otherwise records is {checked, unchecked, since, faults: [{kind, table, key, sequence, reason}]}; unchecked counts records of entries before since, which earlier versions wrote. The member claims is {readings, lists}: what a bundle says of tables and folders whose bytes are elsewhere. The member claimedTimes numbers the entries whose time is more than a day ahead of this machine’s clock; that is a claim and no fault. The member head is the hash of the last entry up to which the chain holds, or 64 zeros. A file that cannot be read is {path, failure: {kind, message, place}}.',
    'Exit status 0: log and records are intact; 1: one of them is not; 2: the file holds no readable log.',
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
    let records: CheckedRecords | null = null;
    let claims: BundleClaims | null = null;
    if (!verdict.broken && bundle !== null) {
      const { checkBundledRecords } = await import('./auditRecords');
      const checked = checkBundledRecords(bundle, ports);
      if (!checked.ok) return refuse(path, checked.error);
      ({ records, claims } = checked.value);
    }
    const claimed = claimedTimes(read.value.entries);
    if (flags.has('json'))
      output.json({ ...verdictOutput(verdict, records), records, claims, claimedTimes: claimed });
    else {
      const said = `${describeVerdict(verdict)}${records ? describeRecords(records) : ''}${describeBytes(claims)}`;
      output.line(printable(`${path}: ${said}${describeClaims(claimed)}`));
      for (const { reason } of records?.faults ?? []) output.line(printable(`  ${reason}`));
    }
    return verdict.broken || (records?.faults.length ?? 0) > 0 ? 1 : 0;

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

function describeBytes(claims: BundleClaims | null): string {
  const count = claims ? claims.readings + claims.lists : 0;
  if (count === 0) return '';
  return `; ${withCommas(count)} ${count === 1 ? 'record claims' : 'records claim'} what bytes hold that are elsewhere`;
}

function describeRecords({ checked, unchecked, since, faults }: CheckedRecords): string {
  const count = (number: number): string => `${withCommas(number)} ${number === 1 ? 'record' : 'records'}`;
  const before = since === null ? '' : ` are from before entry ${since} and`;
  const others = unchecked === 0 ? '' : `; ${count(unchecked)}${before} cannot be held against it`;
  const wrong = faults.length === 0 ? 'as it says' : `${faults.length} not as it says`;
  return `; ${count(checked)} held against the log, ${wrong}${others}`;
}

function verdictOutput({ entryCount, head, broken }: AuditVerdict, records: CheckedRecords | null) {
  return {
    entries: entryCount,
    head: head.hash,
    intact: broken === null && (records?.faults.length ?? 0) === 0,
    firstBroken: broken && { sequence: broken.sequence, reason: describeBreak(broken) },
  };
}

function describeVerdict({ entryCount, head, broken, notedAt }: AuditVerdict): string {
  const count = `${withCommas(entryCount)} ${entryCount === 1 ? 'entry' : 'entries'}`;
  if (broken) return `${count}, broken at entry ${broken.sequence}: ${describeBreak(broken)}`;
  const noted = notedAt === null ? '' : `, the noted head is entry ${notedAt}`;
  return `${count}, chain intact, head ${formatHead(head)}${noted}`;
}
