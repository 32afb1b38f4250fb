import { assertNever } from '../../lib/assertNever';
import { shortDigest } from '../../versioning/digest';
import { describeBreak } from './auditLogVerify';
import { describeRecordFault } from './describeRecordFault';
import { describeUnreadable } from '../core/describeUnreadable';
import type { StoreFinding } from './verifyStore';

/** A finding in words: what is wrong, what it concerns, and how it is mended. */
export function describeFinding(finding: StoreFinding): { readonly what: string; readonly next: string } {
  switch (finding.kind) {
    case 'damagedChunk':
      return {
        what: `The chunk ${shortDigest(finding.chunk)} of ${listed(finding.names)} is damaged: its bytes are not those of its digest.`,
        next: dropAgain,
      };
    case 'missingChunk':
      return {
        what: `The chunk ${shortDigest(finding.chunk)} of ${listed(finding.names)} is missing.`,
        next: dropAgain,
      };
    case 'wrongFile':
      return {
        what: `The chunks of ${listed(finding.names)} are sound, and together they are not the file ${shortDigest(finding.file)}.`,
        next: dropAgain,
      };
    case 'wrongManifest':
      return {
        what: `The list of files of ${listed(finding.names)} is not that of its tree digest ${shortDigest(finding.tree)}.`,
        next: 'Drop the folder again: the right list is stored.',
      };
    case 'danglingReference':
      return {
        what: `${finding.fromName} refers to ${finding.id} in ${finding.table}, which is not there.`,
        next: 'Import the bundle that has it, or undo under Audit what refers to it.',
      };
    case 'unreadable':
      return {
        what: `A stored record cannot be read: ${describeUnreadable(finding.record)}.`,
        next: 'Views and exports leave it out. Import a bundle from before the damage.',
      };
    case 'brokenAudit':
      return {
        what: `The audit log does not hold at entry ${finding.at.sequence}: ${describeBreak(finding.at)}.`,
        next: 'Compare it with an exported log under Audit.',
      };
    case 'wrongRecord':
      return {
        what: describeRecordFault(finding.fault, finding.name),
        next: 'Compare it with an exported bundle or log.',
      };
    default:
      return assertNever(finding);
  }
}

const dropAgain = 'Drop the original file again: what is missing is stored anew.';

function listed(names: readonly string[]): string {
  const [first = 'a file that no version has', second, ...others] = names;
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${others.length} more`;
}
