import { describeBreak, type AuditVerdict } from '../../operations/audit/auditLogVerify';
import { formatCount, formatCounted } from '../shared/format';

/** A verdict in one sentence, without the head, which stands beside it to be copied. */
export function verdictWords(verdict: AuditVerdict): string {
  const { entryCount, broken, notedAt, head } = verdict;
  const count = formatCounted(entryCount, 'entry', 'entries');
  if (broken === null) {
    const noted = notedAt === null ? '' : `, the noted head is entry ${formatCount(notedAt)} of it`;
    return `${count}, chain intact${noted}`;
  }
  // The chain itself holds to its end, and only the noted head does not fit.
  if (broken.fault === 'unknownHead' || (broken.fault === 'missing' && head.sequence === entryCount))
    return `${count} that follow one another, but the noted head is not among them: ${describeBreak(broken)}`;
  return `Broken at entry ${formatCount(broken.sequence)} of ${formatCount(entryCount)}: ${describeBreak(broken)}`;
}
