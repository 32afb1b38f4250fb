import { isStopping, waiverText, type CheckRecord } from '../../gates/contract/checkRecord';
import { findingText, wellFormed, type CheckReport, type Finding, type ReportProblem } from './report';

interface TestCase {
  readonly className: string;
  readonly name: string;
  readonly result: {
    readonly element: 'failure' | 'error' | 'skipped';
    readonly type: string;
    readonly message: string;
    readonly text: string;
  } | null;
}

interface TestSuite {
  readonly name: string;
  readonly properties: readonly (readonly [string, string])[];
  readonly cases: readonly TestCase[];
}

/**
 * JUnit XML as GitLab and Jenkins read it: a suite a table and contract, a case a clause. A failure is a failure, unknown an error, a
 * warning skipped (a failure where the check is strict), and so is what is waived or not checked.
 */
export function junitReport({ findings, problems, at, isStrict }: CheckReport): string {
  const suites = [...suitesOf(findings, isStrict), ...problemSuite(problems)];
  const cases = suites.flatMap((suite) => suite.cases);
  const timestamp = new Date(at).toISOString().slice(0, 19);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="throughline check" tests="${cases.length}" failures="${countOf(cases, 'failure')}" errors="${countOf(cases, 'error')}">`,
    ...suites.flatMap((suite) => suiteLines(suite, timestamp)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suitesOf(findings: readonly Finding[], isStrict: boolean): readonly TestSuite[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { path, contract, object } = finding.record;
    const key = JSON.stringify([object === null ? null : path, contract]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map((group) => {
    const [{ record, clausePlace, tablePlace }] = group as [Finding, ...Finding[]];
    const uses = new Map<string, number>();
    return {
      name:
        tablePlace === null || record.object === null
          ? clausePlace.path
          : `${tablePlace.path} by ${clausePlace.path}`,
      properties: [
        ['contract', clausePlace.path],
        ...(record.version === null ? [] : [['version', record.version] as const]),
      ],
      cases: group.map((each) => caseOf(each, isStrict, uses)),
    };
  });
}

/** Names are told apart by a number, and not by a place, so that a report can be compared with the one before. */
function caseOf(finding: Finding, isStrict: boolean, uses: Map<string, number>): TestCase {
  const { record } = finding;
  const of = record.object ?? finding.tablePlace?.path ?? 'contract';
  const className = [of, record.column].filter((part) => part !== null).join('.');
  const key = JSON.stringify([className, record.clause]);
  const use = (uses.get(key) ?? 0) + 1;
  uses.set(key, use);
  return {
    className,
    name: use === 1 ? record.clause : `${record.clause} (${use})`,
    result: resultOf(record, isStrict, finding),
  };
}

function resultOf(record: CheckRecord, isStrict: boolean, { clausePlace }: Finding): TestCase['result'] {
  const { verdict, evidence, pointer, waiver } = record;
  if (verdict === 'pass') return null;
  const place = `${clausePlace.path}${clausePlace.line === null ? '' : `:${clausePlace.line}`}`;
  const said = {
    type: verdict,
    message: evidence.message,
    text: `${findingText(record, 20)}\n${place} (${pointer})`,
  };
  if (waiver !== undefined)
    return { element: 'skipped', ...said, message: `${verdict}, ${waiverText(waiver)}: ${evidence.message}` };
  if (isStopping(record, isStrict)) return { element: 'failure', ...said };
  if (verdict === 'unknown') return { element: 'error', ...said };
  const word = verdict === 'warn' ? 'warning' : 'not checked';
  return { element: 'skipped', ...said, message: `${word}: ${evidence.message}` };
}

function problemSuite(problems: readonly ReportProblem[]): readonly TestSuite[] {
  if (problems.length === 0) return [];
  const cases = problems.map(({ place, message }, index): TestCase => {
    const isRepeated = problems.findIndex((other) => other.place.path === place.path) < index;
    const name = isRepeated ? `${place.path} (${index + 1})` : place.path;
    return {
      className: 'paths',
      name,
      result: { element: 'error', type: 'unknown', message, text: `${place.path}: ${message}` },
    };
  });
  return [{ name: 'could not be checked', properties: [], cases }];
}

function suiteLines({ name, properties, cases }: TestSuite, timestamp: string): readonly string[] {
  const counts = (['failure', 'error', 'skipped'] as const).map((each) => countOf(cases, each));
  const [failures, errors, skipped] = counts;
  return [
    `  <testsuite name="${attribute(name)}" tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" timestamp="${timestamp}">`,
    ...(properties.length === 0
      ? []
      : [
          '    <properties>',
          ...properties.map(
            ([key, value]) => `      <property name="${attribute(key)}" value="${attribute(value)}"/>`,
          ),
          '    </properties>',
        ]),
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ];
}

function caseLines({ className, name, result }: TestCase): readonly string[] {
  const opening = `    <testcase classname="${attribute(className)}" name="${attribute(name)}"`;
  if (result === null) return [`${opening}/>`];
  const { element, type, message, text } = result;
  return [
    `${opening}>`,
    `      <${element} type="${type}" message="${attribute(message)}">${xmlText(text)}</${element}>`,
    '    </testcase>',
  ];
}

function countOf(cases: readonly TestCase[], element: 'failure' | 'error' | 'skipped'): number {
  return cases.filter(({ result }) => result?.element === element).length;
}

/** Text as XML 1.0 may hold it: what it has no room for is the replacement character. */
function xmlText(text: string): string {
  return (
    wellFormed(text)
      // oxlint-disable-next-line no-control-regex -- these are what XML forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('\r', '&#13;')
  );
}

function attribute(text: string): string {
  return xmlText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
