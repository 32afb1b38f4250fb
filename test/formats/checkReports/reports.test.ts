import { describe, expect, it } from 'vitest';
import { githubAnnotations } from '../../../src/formats/checkReports/githubAnnotations';
import { junitReport } from '../../../src/formats/checkReports/junit';
import { commentSize, markdownReport } from '../../../src/formats/checkReports/markdown';
import type { CheckReport, Finding } from '../../../src/formats/checkReports/report';
import { sarifReport } from '../../../src/formats/checkReports/sarif';
import type { ClauseVerdict } from '../../../src/gates/contract/verdict';
import { nodeHashers, nodeText } from '../../../src/cli/nodePorts';

function finding(clause: string, verdict: ClauseVerdict, message = 'seen', line = 7): Finding {
  return {
    record: {
      path: 'data/a.csv',
      contract: 'a.odcs.yaml',
      version: '1.0.0',
      object: 'a',
      pointer: '/schema/0',
      clause,
      column: 'x',
      verdict,
      severity: null,
      evidence: { message },
      failing: { count: 0, rows: [] },
    },
    clausePlace: { path: 'a.odcs.yaml', isInRepository: true, line },
    tablePlace: { path: 'data/a.csv', isInRepository: true, line: null },
  };
}

function report(findings: readonly Finding[], given: Partial<CheckReport> = {}): CheckReport {
  return {
    verdict: 'fail',
    at: 0,
    isStrict: false,
    findings,
    problems: [],
    changed: null,
    endangered: null,
    ...given,
  };
}

const hostile = 'a\n::error::b, 100%\r<c> & "d" \u0001\ud800 ]]> `` ` | @someone';

describe('annotations of GitHub', () => {
  it('are one line each, and escape what the runner would read', () => {
    const lines = githubAnnotations(report([finding('b:c,d', 'fail', hostile)]));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('title=a.x%3A b%3Ac%2Cd::');
    expect(lines[0]).toContain('a%0A::error::b, 100%25%0D<c>');
    expect(lines[0]).not.toMatch(/[\r\n]/);
  });

  it('are at most ten, failures first, and the last counts the others', () => {
    const findings = [
      finding('w', 'warn'),
      ...Array.from({ length: 12 }, (_, at) => finding(`f${at}`, 'fail')),
    ];
    const lines = githubAnnotations(report(findings));
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatch(/^::error .*f0/);
    expect(lines[9]).toBe('::notice title=Throughline::4 more findings stand in the step summary');
    expect(githubAnnotations(report(findings.slice(0, 10)))).toHaveLength(10);
  });

  it('are errors for what is unknown, and for warnings where these count', () => {
    const findings = [finding('u', 'unknown'), finding('w', 'warn'), finding('p', 'pass')];
    const levels = (isStrict: boolean) =>
      githubAnnotations(report(findings, { isStrict })).map((line) => line.split(' ')[0]);
    expect(levels(false)).toEqual(['::error', '::warning']);
    expect(levels(true)).toEqual(['::error', '::error']);
  });
});

describe('JUnit', () => {
  it('has no name twice in a suite, and no character that XML forbids', () => {
    const text = junitReport(
      report([finding('r', 'fail', hostile), finding('r', 'fail'), finding('r', 'pass')]),
    );
    expect([...text.matchAll(/<testcase [^>]*name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      'r',
      'r (2)',
      'r (3)',
    ]);
    // oxlint-disable-next-line no-control-regex -- these are what XML forbids
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ud800-\udfff]/);
    expect(text).toContain('&lt;c&gt; &amp; &quot;d&quot;');
    expect(text).toContain(']]&gt;');
  });

  it('counts a warning as skipped, as a failure where the check is strict, and a path without a contract as an error', () => {
    const given = {
      problems: [{ place: { path: 'z.csv', isInRepository: true, line: null }, message: 'none' }],
    };
    const head = (isStrict: boolean) =>
      junitReport(report([finding('w', 'warn')], { ...given, isStrict }))
        .split('\n')
        .slice(1, 3);
    expect(head(false)).toEqual([
      '<testsuites name="throughline check" tests="2" failures="0" errors="1">',
      '  <testsuite name="data/a.csv by a.odcs.yaml" tests="1" failures="0" errors="0" skipped="1" timestamp="1970-01-01T00:00:00">',
    ]);
    expect(head(true)[0]).toContain('failures="1"');
  });
});

describe('the fingerprint of a finding in SARIF', () => {
  const prints = (findings: readonly Finding[]) => {
    const { runs } = sarifReport(report(findings), '1.0.0', {
      hashers: nodeHashers,
      text: nodeText,
    }) as unknown as {
      runs: { results: { ruleId: string; partialFingerprints: Record<string, string> }[] }[];
    };
    return runs[0]!.results.map((each) => Object.values(each.partialFingerprints)[0]);
  };

  it('stays where lines, words and other clauses change, and differs between clauses', () => {
    const [first, second] = prints([finding('a', 'fail'), finding('b', 'fail')]);
    expect(first).not.toBe(second);
    expect(prints([finding('c', 'fail'), finding('b', 'warn', 'other words', 99)])[1]).toBe(second);
    const twice = prints([finding('a', 'fail'), finding('a', 'fail')]);
    expect(twice[0]).toBe(first);
    expect(twice[1]).not.toBe(first);
  });
});

describe('the comment', () => {
  it('has at most twenty lines, whatever the check found', () => {
    const many = Array.from({ length: 50 }, (_, at) => finding(`f${at}`, 'fail', hostile));
    const changed = Array.from({ length: 50 }, () => hostile);
    const endangered = { names: Array.from({ length: 50 }, () => hostile), endpoints: ['e'] };
    const text = markdownReport(report(many, { changed, endangered }), commentSize);
    const lines = text.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines[0]).toBe('### Throughline: fail');
    expect(lines.indexOf('**Changed**: 50')).toBeGreaterThan(2);
    expect(lines.at(-1)).toMatch(/^\*\*Endangered downstream\*\*: 50, 1 of them endpoints: /);
  });

  it('holds the markup of data inside of code', () => {
    const text = markdownReport(report([finding('f', 'fail', '`` @a <b>')]), commentSize);
    expect(text).toContain('- fail: `data/a.csv` ```a.x: f: `` @a <b>```');
  });
});
