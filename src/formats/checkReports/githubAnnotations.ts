import { isStopping } from '../../gates/contract/checkRecord';
import { findingText, subjectOf, wellFormed, worstFirst, type CheckReport, type FilePlace } from './report';

/** GitHub shows ten annotations of a kind in one step, and says nothing of the others. */
const mostAnnotations = 10;
/** Longer words are cut: GitHub shows the beginning. */
const longestMessage = 2000;

/**
 * Workflow commands that GitHub shows as annotations, at most ten, failures first. Where there are more findings, the last one counts
 * those that are not shown. Each is one line, whatever the data hold.
 */
export function githubAnnotations({ findings, problems, isStrict }: CheckReport): readonly string[] {
  const lines = [
    ...worstFirst(findings).map(({ record, clausePlace, tablePlace }) => {
      const isOpen = record.verdict === 'unknown' && record.waiver === undefined;
      const level = isOpen || isStopping(record, isStrict) ? 'error' : 'warning';
      const of = tablePlace === null ? '' : `${tablePlace.path}: `;
      const title = record.verdict === 'unknown' ? 'Could not be checked' : subjectOf(record);
      return annotation(level, clausePlace, title, `${of}${subjectOf(record)}: ${findingText(record, 3)}`);
    }),
    ...problems.map(({ place, message }) =>
      annotation('error', place, 'Could not be checked', `${place.path}: ${message}`),
    ),
  ];
  if (lines.length <= mostAnnotations) return lines;
  const shown = lines.slice(0, mostAnnotations - 1);
  const left = lines.length - shown.length;
  return [...shown, `::notice title=Throughline::${left} more findings stand in the step summary`];
}

function annotation(level: string, place: FilePlace, title: string, message: string): string {
  const line = place.line === null ? '' : `line=${place.line},`;
  const file = place.isInRepository ? `file=${property(place.path)},${line}` : '';
  return `::${level} ${file}title=${property(title)}::${data(cut(message))}`;
}

function cut(text: string): string {
  return text.length <= longestMessage ? text : `${wellFormed(text.slice(0, longestMessage - 1))}…`;
}

/** The escapes of the runner: of what follows the last `::`. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The escapes of the runner: of the value of a property. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
