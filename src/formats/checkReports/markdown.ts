import {
  countWords,
  findingText,
  subjectOf,
  wellFormed,
  worstFirst,
  type CheckReport,
  type Endangered,
  type Finding,
} from './report';

/** How much of a check Markdown shows. */
export interface MarkdownSize {
  readonly findings: number;
  readonly changes: number;
}

/** A comment: at most twenty lines. */
export const commentSize: MarkdownSize = { findings: 6, changes: 5 };
/** GitHub takes a mebibyte of a step's summary. */
export const summarySize: MarkdownSize = { findings: 300, changes: 100 };

const longestText = 300;

/** The verdict with the first findings, what changed, and what is endangered downstream, in this order. */
export function markdownReport(report: CheckReport, size: MarkdownSize): string {
  const { verdict, findings, problems, changed, endangered } = report;
  const said = [
    ...worstFirst(findings).map(findingLine),
    ...problems.map(({ place, message }) => `- unknown: ${code(`${place.path}: ${message}`)}`),
  ];
  const changes = (changed ?? []).map((each) => `- ${code(each)}`);
  return [
    `### Throughline: ${verdict}`,
    '',
    `**${verdict}**: ${countWords(findings.map(({ record }) => record))}`,
    ...firstOf(said, size.findings),
    '',
    `**Changed**: ${changedWords(changed)}`,
    ...firstOf(changes, size.changes),
    '',
    `**Endangered downstream**: ${endangeredWords(endangered)}`,
    '',
  ].join('\n');
}

function firstOf(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `- … and ${lines.length - most + 1} more`];
}

function findingLine({ record, clausePlace, tablePlace }: Finding): string {
  const place = tablePlace ?? clausePlace;
  const said = `${subjectOf(record)}: ${findingText(record, 3)}`;
  const verdict = record.waiver === undefined ? record.verdict : `${record.verdict} (waived)`;
  return `- ${verdict}: ${code(place.path)} ${code(said)}`;
}

function changedWords(changed: readonly string[] | null): string {
  if (changed === null) return 'not compared (`--against`, `--lock`)';
  return changed.length === 0 ? 'nothing' : String(changed.length);
}

function endangeredWords(endangered: Endangered | null): string {
  if (endangered === null) return 'not asked (`--bundle`)';
  const { names, endpoints } = endangered;
  if (names.length === 0) return 'nothing';
  const first = names.slice(0, 5).map(code).join(', ');
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `${names.length}, ${endpoints.length} of them endpoints: ${first}${more}`;
}

/** Text as code, on one line, so that no markup and no name in it does anything. */
function code(given: string): string {
  const line = given.replace(/\s+/g, ' ').trim();
  const text = line.length <= longestText ? line : `${line.slice(0, longestText - 1)}…`;
  const longestRun = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  const pad = text.startsWith('`') || text.endsWith('`') || text === '' ? ' ' : '';
  return `${fence}${pad}${wellFormed(text)}${pad}${fence}`;
}
