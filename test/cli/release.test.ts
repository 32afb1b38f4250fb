import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

let folder: string;
const file = (name: string, text: string): string => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};
/** A column of numbers, or several. */
const csv = (columns: Readonly<Record<string, readonly (number | string)[]>>): string =>
  [
    Object.keys(columns).join(','),
    ...(Object.values(columns)[0] ?? []).map((_, row) =>
      Object.values(columns)
        .map((cells) => cells[row])
        .join(','),
    ),
    '',
  ].join('\n');

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-release-'));
  // Makes the bundle of the command line, so that no test waits for it.
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('throughline release', () => {
  it('lists its commands, and each has its own help', async () => {
    const listed =
      /Commands:\n {2}release compare BASELINE CANDIDATE .*\n {2}release guard SAMPLES .*\n {2}release tails SAMPLES /;
    expect(await runCommand('release', '--help')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(listed) as string,
    });
    expect(await runCommand('release')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(listed) as string,
    });
    expect(await runCommand('release', 'ship', 'x')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no command "release ship"') as string,
    });
    expect(await runCommand('release', 'tails', '--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Usage: throughline release tails SAMPLES') as string,
    });
  });
});

describe('throughline release tails', () => {
  it('[G9] gives p50, p95 and p99 of each column of numbers', async () => {
    // 1 to 101: h = 100 q is a whole rank, so that p95 is the 96th value.
    const numbers = Array.from({ length: 101 }, (_, at) => at + 1);
    const samples = file('latency.csv', csv({ request: numbers.map((at) => `r${at}`), ms: numbers }));
    const tail = { count: 101, missingCount: 0, min: 1, mean: 51, p50: 51, p95: 96, p99: 100, max: 101 };
    expect(await runJson('release', 'tails', samples)).toEqual({
      status: 0,
      value: {
        tails: [{ metric: 'ms', ...tail }],
        setAside: [
          {
            column: 'request',
            reason: 'identifierName',
            message: 'its name says that it tells rows or runs apart',
          },
        ],
      },
    });
    const { stdout } = await runCommand('release', 'tails', samples);
    expect(stdout).toMatch(
      /^metric +values +missing +min +mean +p50 +p95 +p99 +max\nms +101 +none +1 +51 +51 +96 +100 +101\n\nSet aside: request \(.*\)\.\n$/,
    );
  });

  it('reads a JSON list of numbers, and one metric of several', async () => {
    expect(await runJson('release', 'tails', file('bare.json', '[3, 1, 2]'))).toMatchObject({
      value: { tails: [{ metric: 'value', count: 3, p50: 2 }] },
    });
    const two = file('two.csv', csv({ a: [1, 2], b: [3, 4] }));
    expect(await runJson('release', 'tails', two, '--metric', 'b')).toMatchObject({
      value: { tails: [{ metric: 'b', p50: 3.5 }] },
    });
  });

  it('answers 2 where there are no such samples, and says what is there', async () => {
    const words = file('words.csv', csv({ name: ['x', 'y'], note: ['1', 'many'] }));
    const cases = [
      { given: [words], says: 'none of its columns is a metric, all of numbers: name, note' },
      { given: [words, '--metric', 'ms'], says: 'it has no column "ms": its columns are name, note' },
      { given: [words, '--metric', 'note'], says: 'Row 2 of note is “many”, and no number' },
      { given: [path.join(folder, 'missing.csv')], says: 'no such file' },
      { given: [file('ragged.csv', 'a,b\n1\n')], says: '1 field' },
    ];
    for (const { given, says } of cases) {
      const { status, value } = await runJson('release', 'tails', ...given);
      expect([status, value]).toEqual([
        2,
        {
          path: given[0],
          failure: expect.objectContaining({ message: expect.stringContaining(says) as string }) as unknown,
        },
      ]);
    }
  });
});

describe('throughline release compare', () => {
  // The same four cases in another order: differences 1, 2, 3, 4.
  const scores = (): [string, string] => [
    file('now.csv', csv({ case_id: ['a', 'b', 'c', 'd'], score: [1, 2, 3, 4] })),
    file('next.csv', csv({ case_id: ['d', 'c', 'b', 'a'], score: [8, 6, 4, 2] })),
  ];

  it('[G1] compares pair by pair where both files name the same cases', async () => {
    // Mean 10/4; squares of the deviations 2 (1.5² + 0.5²) = 5, so that s² / n = 5/3 / 4.
    const standardError = Math.sqrt(5 / 12);
    const { status, value } = await runJson('release', 'compare', ...scores());
    expect(status).toBe(0);
    expect(value).toMatchObject({
      pairing: { by: ['case_id'], reason: null },
      setAside: [{ column: 'case_id', reason: 'namesRows', message: 'it names the rows' }],
    });
    const { comparisons } = value as { comparisons: readonly Record<string, unknown>[] };
    expect(comparisons).toEqual([
      {
        metric: 'score',
        rule: { direction: 'higher', minimalDifference: 0, confidence: 0.95 },
        method: 'paired',
        pairedBy: ['case_id'],
        candidateCount: 4,
        baselineCount: 4,
        candidateMissingCount: 0,
        baselineMissingCount: 0,
        leftOutCount: 0,
        candidateMean: 5,
        baselineMean: 2.5,
        meanDifference: 2.5,
        standardError: expect.closeTo(standardError, 12) as number,
        degreesOfFreedom: 3,
        statistic: expect.closeTo(2.5 / standardError, 12) as number,
        // Student's critical value of 3 degrees of freedom is 3.182 446.
        interval: {
          low: expect.closeTo(2.5 - 3.182446 * standardError, 6) as number,
          high: expect.closeTo(2.5 + 3.182446 * standardError, 6) as number,
        },
        pValue: expect.any(Number) as number,
        verdict: 'better',
      },
    ]);
  });

  it('[G4] answers 1 where a metric is worse, by the direction and the difference that are given', async () => {
    const [now, next] = scores();
    const verdict = async (...flags: readonly string[]) => {
      const { status, value } = await runJson('release', 'compare', now, next, '--metric', 'score', ...flags);
      return [status, (value as { comparisons: readonly { verdict: string }[] }).comparisons[0]?.verdict];
    };
    expect(await verdict()).toEqual([0, 'better']);
    expect(await verdict('--lower-is-better')).toEqual([1, 'worse']);
    // The interval begins at 2.5 − 2.054 = 0.446.
    expect(await verdict('--lower-is-better', '--minimal-difference', '0.4')).toEqual([1, 'worse']);
    expect(await verdict('--lower-is-better', '--minimal-difference', '0.5')).toEqual([0, 'cannotTell']);
    expect(await verdict('--lower-is-better', '--confidence', '0.99')).toEqual([0, 'cannotTell']);
  });

  it('[G2] compares unpaired where the cases are not known, or are not to count', async () => {
    const [now, next] = scores();
    const method = async (...given: readonly string[]) => {
      const { value } = await runJson('release', 'compare', ...given);
      const { comparisons } = value as { comparisons: readonly { method: string; leftOutCount: number }[] };
      return comparisons.map(({ method, leftOutCount }) => [method, leftOutCount]);
    };
    expect(await method(now, next, '--unpaired')).toEqual([['unpaired', 0]]);
    const [bare, longer] = [file('bare.json', '[1, 2, 3]'), file('longer.json', '[5, 6, 7, 8]')];
    expect(await method(bare, longer)).toEqual([['unpaired', 0]]);
    // Row by row, and the fourth has no partner.
    expect(await method(bare, longer, '--paired')).toEqual([['paired', 1]]);
    const other = file('other.csv', csv({ score: [1, 2], question: ['b', 'd'] }));
    const same = file('same.csv', csv({ score: [3, 5], question: ['d', 'b'] }));
    expect(await method(other, same, '--cases', 'question')).toEqual([['paired', 0]]);
  });

  it('[G4] judges by one table, and counts what is missing', async () => {
    const verdict = async (now: string, next: string, ...flags: readonly string[]) => {
      const { status, value } = await runJson('release', 'compare', now, next, ...flags);
      const [compared] = (value as { comparisons: readonly { verdict: string; pValue: number | null }[] })
        .comparisons;
      return [status, compared?.verdict, compared?.pValue];
    };
    const constants = (name: string, prefix: string, count: number) =>
      file(
        name,
        csv({
          run: Array.from({ length: count }, (_, at) => `${prefix}${at}`),
          score: Array.from({ length: count }, () => 0.07),
        }),
      );
    expect(await verdict(constants('few.csv', 'a', 7), constants('many.csv', 'b', 23))).toEqual([
      0,
      'equal',
      null,
    ]);
    const pairs = (name: string, score: readonly number[]) => file(name, csv({ run: ['r1', 'r2'], score }));
    // 0.04 more each, as far as decimals can say.
    expect(await verdict(pairs('low.csv', [1.11, 1.17]), pairs('high.csv', [1.15, 1.21]))).toEqual([
      0,
      'noSpread',
      null,
    ]);
    const wide = file('wide.csv', csv({ score: [1, 2, 3] }));
    expect(
      (await verdict(wide, wide, '--unpaired', '--metric', 'score', '--minimal-difference', '9'))[1],
    ).toBe('equivalent');
    const diverged = file(
      'diverged.jsonl',
      '{"seed": 1, "acc": 0.8}\n{"seed": 2, "acc": "nan"}\n{"seed": 3, "acc": null}\n',
    );
    const whole = file('whole.csv', csv({ seed: [3, 2, 1], acc: [0.5, 0.6, 0.7] }));
    expect(await runJson('release', 'compare', whole, diverged, '--unpaired')).toMatchObject({
      value: {
        comparisons: [
          {
            metric: 'acc',
            candidateCount: 1,
            candidateMissingCount: 2,
            baselineMissingCount: 0,
            verdict: 'tooFew',
          },
        ],
        pairing: { by: null, reason: '--unpaired was asked for' },
        setAside: [{ column: 'seed', reason: 'identifierName' }],
      },
    });
  });

  it('[G16] pairs by integers, by several columns, and across formats', async () => {
    const now = file(
      'docs.jsonl',
      [
        [0, 0.1],
        [1, 0.4],
        [2, 0.5],
      ]
        .map(([doc, acc]) => `{"doc_id": ${doc}, "acc": ${acc}}\n`)
        .join(''),
    );
    const next = file('docs.csv', csv({ acc: [0.53, 0.11, 0.42], doc_id: [2, 0, 1], seed: [7, 7, 7] }));
    // Differences 0.01, 0.02 and 0.03: mean 0.02, standard error 0.01 / √3, t = 2 √3.
    expect(await runJson('release', 'compare', now, next)).toMatchObject({
      status: 0,
      value: {
        pairing: { by: ['doc_id'] },
        comparisons: [
          {
            metric: 'acc',
            pairedBy: ['doc_id'],
            leftOutCount: 0,
            statistic: expect.closeTo(2 * Math.sqrt(3), 9) as number,
          },
        ],
      },
    });
    const grid = (name: string, acc: readonly number[]) =>
      file(name, csv({ seed: [1, 1, 2, 2], fold: [0, 1, 0, 1], acc }));
    const { stdout } = await runCommand(
      'release',
      'compare',
      grid('g1.csv', [1, 2, 3, 4]),
      grid('g2.csv', [2, 3, 4, 6]),
    );
    expect(stdout).toMatch(
      /4 pairs by seed, fold .*\n\nPaired by seed, fold\.\nSet aside: seed \(it names the rows\), fold \(it names the rows\)\.\n$/,
    );
    const chosen = await runJson(
      'release',
      'compare',
      grid('g1.csv', [1, 2, 3, 4]),
      grid('g2.csv', [2, 3, 4, 6]),
      '--cases',
      'fold, seed',
    );
    expect(chosen.value).toMatchObject({
      pairing: { by: ['fold', 'seed'] },
      comparisons: [{ candidateCount: 4 }],
    });
  });

  it('compares each metric that is on either side, and says in words what came of it', async () => {
    const now = file('all.csv', csv({ score: [1, 1.1, 0.9], latency_ms: [10, 11, 12], gone: [1, 2, 3] }));
    const next = file('all2.csv', csv({ score: [1, 1.2, 0.8], latency_ms: [20, 21, 22] }));
    const { status, stdout } = await runCommand('release', 'compare', now, next);
    expect(status).toBe(1);
    const [table = '', notes] = stdout.trimEnd().split('\n\n');
    expect(notes).toMatch(/^Not paired: no column .*\.$/);
    const [header, ...rows] = table.split('\n');
    expect(header).toMatch(
      /^metric +better +baseline +candidate +difference +std\. error +95 % interval +p +samples +verdict$/,
    );
    expect(rows.map((row) => row.replaceAll(/ {2,}/g, ' | '))).toEqual([
      'gone | higher | 2 | none | none | none | none | none | 3 and 0 | too few values: the candidate has no value',
      expect.stringMatching(
        /^latency_ms \| lower \| 11 \| 21 \| 10 \| 0\.816497 \| 7\.73\d* to 12\.26\d* \| 0\.000\d+ \| 3 and 3 \| worse$/,
      ) as string,
      expect.stringMatching(/^score \| higher \| .* \| cannot tell: more samples would narrow it$/) as string,
    ]);
  });

  it('answers 2 where the samples are not there or cannot be paired, and for other ways to be used', async () => {
    const [now, next] = scores();
    const other = file('strangers.csv', csv({ case_id: ['x', 'y'], score: [1, 2] }));
    const refused = [
      { given: [now, other, '--paired'], at: other, says: 'no column names two rows of both files' },
      { given: [now, next, '--metric', 'ms'], at: now, says: 'it has no column "ms"' },
      { given: [now, next, '--cases', 'question'], at: now, says: 'it has no column "question"' },
      {
        given: [now, path.join(folder, 'none.csv')],
        at: path.join(folder, 'none.csv'),
        says: 'no such file',
      },
    ];
    for (const { given, at, says } of refused) {
      const { status, value } = await runJson('release', 'compare', ...given);
      expect([status, value]).toEqual([
        2,
        {
          path: at,
          failure: expect.objectContaining({ message: expect.stringContaining(says) as string }) as unknown,
        },
      ]);
    }
    const wrong = [
      { given: [now], says: 'release compare takes BASELINE CANDIDATE' },
      { given: [now, next, '--lower-is-better'], says: 'needs --metric' },
      { given: [now, next, '--minimal-difference', '1'], says: 'needs --metric' },
      { given: [now, next, '--metric', 'score', '--minimal-difference', '-1'], says: 'a number from 0' },
      { given: [now, next, '--confidence', '95'], says: 'between 0 and 1' },
      { given: [now, next, '--paired', '--unpaired'], says: 'exclude each other' },
      { given: [now, next, '--unpaired', '--cases', 'case_id'], says: 'exclude each other' },
      {
        given: [now, next, '--metric', 'score', '--lower-is-better', '--higher-is-better'],
        says: 'exclude each other',
      },
    ];
    for (const { given, says } of wrong) {
      expect(await runCommand('release', 'compare', ...given)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining(says) as string,
      });
    }
  });
});

describe('throughline release guard', () => {
  const latencies = (): string => file('guarded.csv', csv({ ms: [100, 150, 160, 200], ok: [1, 1, 1, 1] }));
  const rules = [
    { comparison: 'above', threshold: 180, action: 'block' },
    { comparison: 'atLeast', threshold: 150, action: 'escalate' },
  ];

  it('[G7] counts what met each action, and answers 1 where something blocks', async () => {
    const table = file(
      'each.json',
      JSON.stringify({ name: 'latency', metric: 'ms', statistic: 'each', rules }),
    );
    expect(await runJson('release', 'guard', latencies(), '--rules', table)).toEqual({
      status: 1,
      value: {
        verdict: 'block',
        guardrails: [
          {
            name: 'latency',
            metric: 'ms',
            statistic: 'each',
            rules,
            verdict: 'block',
            counts: { allow: 1, escalate: 2, block: 1 },
            sampleCount: 4,
            missingCount: 0,
            figure: null,
          },
        ],
      },
    });
  });

  it('takes one table in words: a rule that blocks and one that escalates', async () => {
    const guard = (...flags: readonly string[]) =>
      runJson('release', 'guard', latencies(), '--metric', 'ms', ...flags);
    // The median of 100, 150, 160 and 200 is 155.
    expect(await guard('--statistic', 'p50', '--block', 'above 180', '--escalate', 'at least 150')).toEqual({
      status: 0,
      value: {
        verdict: 'escalate',
        guardrails: [
          {
            name: 'p50 of ms',
            metric: 'ms',
            statistic: 'p50',
            rules,
            verdict: 'escalate',
            counts: { allow: 0, escalate: 1, block: 0 },
            sampleCount: 4,
            missingCount: 0,
            figure: 155,
          },
        ],
      },
    });
    expect(await guard('--block', 'below 100')).toMatchObject({ status: 0, value: { verdict: 'allow' } });
    expect(await guard('--block', 'at most 100')).toMatchObject({ status: 1, value: { verdict: 'block' } });
  });

  it('[G8] holds the worst of several tables, and takes no sample for no pass', async () => {
    const table = (metric: string, action: string) => ({
      metric,
      statistic: 'mean',
      rules: [{ comparison: 'atLeast', threshold: 1, action }],
    });
    const both = file('both.json', JSON.stringify([table('ms', 'escalate'), table('ok', 'block')]));
    expect(await runJson('release', 'guard', latencies(), '--rules', both)).toMatchObject({
      status: 1,
      value: { verdict: 'block', guardrails: [{ verdict: 'escalate' }, { verdict: 'block' }] },
    });
    const unknown = file('unknown.json', JSON.stringify(table('toxicity', 'block')));
    expect(await runJson('release', 'guard', latencies(), '--rules', unknown)).toMatchObject({
      status: 1,
      value: { verdict: 'unknown', guardrails: [{ verdict: 'unknown', sampleCount: 0 }] },
    });
    const { stdout } = await runCommand('release', 'guard', latencies(), '--rules', both);
    expect(stdout).toMatch(
      /^guardrail +values +missing +figure +allow +escalate +block +rules +verdict\nmean of ms +4 +none +152\.5 +none +1 +none +at least 1 escalate, else allow +escalates\nmean of ok +4 +none +1 +none +none +1 +at least 1 block, else allow +blocks\n$/,
    );
  });

  it('[G8] counts a missing value, and does not pass with one unless it is told to', async () => {
    const runs = file('runs.csv', csv({ accuracy: ['0.80', '0.81', 'NaN', 'None', 'nan'] }));
    const guard = (...flags: readonly string[]) =>
      runJson('release', 'guard', runs, '--metric', 'accuracy', '--block', 'below 0.5', ...flags);
    const seen = { sampleCount: 2, missingCount: 3, counts: { allow: 2, escalate: 0, block: 0 } };
    expect(await guard()).toMatchObject({
      status: 1,
      value: { verdict: 'unknown', guardrails: [{ ...seen, verdict: 'unknown' }] },
    });
    expect(await guard('--missing', 'allow')).toMatchObject({
      status: 0,
      value: { verdict: 'allow', guardrails: [{ ...seen, missing: 'allow' }] },
    });
    expect(await guard('--missing', 'block')).toMatchObject({ status: 1, value: { verdict: 'block' } });
    // A value that escalates leaves it to a person; what is missing beside it still does not pass.
    expect(await guard('--escalate', 'at least 0.8')).toMatchObject({
      status: 1,
      value: { verdict: 'escalate' },
    });
    const yaml = file(
      'rules.yaml',
      'metric: accuracy\nstatistic: mean\nrules:\n  - { comparison: below, threshold: 0.5, action: block }\nmissing: escalate\n',
    );
    expect(await runJson('release', 'guard', runs, '--rules', yaml)).toMatchObject({
      status: 0,
      value: { verdict: 'escalate', guardrails: [{ missing: 'escalate', figure: 0.805 }] },
    });
    const { stdout } = await runCommand(
      'release',
      'guard',
      runs,
      '--metric',
      'accuracy',
      '--block',
      'below 0.5',
    );
    expect(stdout).toMatch(/ 2 +3 +none .* unknown: 3 of 5 values missing\n$/);
  });

  it('shows a figure with enough digits to tell it from its threshold', async () => {
    const near = file('near.csv', csv({ loss: [0.1000001, 0.1000002] }));
    const { stdout } = await runCommand(
      'release',
      'guard',
      near,
      '--metric',
      'loss',
      '--statistic',
      'mean',
      '--block',
      'above 0.1',
    );
    // (0.1000001 + 0.1000002) / 2 = 0.10000015, which six digits would call 0.1.
    expect(stdout).toMatch(/ 0\.100000[12] .* above 0\.1 block, else allow +blocks\n$/);
  });

  it('answers 2 for rules that cannot be read, or of which one can never be met', async () => {
    const table = (name: string, value: unknown): string => file(name, JSON.stringify(value));
    const good = { metric: 'ms', statistic: 'each', rules };
    const cases = [
      { at: file('half.json', '{"metric": "ms",\n'), place: 'line 2, column 1', says: '' },
      { at: table('empty.json', []), place: '/', says: 'no guardrail' },
      { at: table('nothing.json', { ...good, rules: [] }), place: '/', says: 'at least one rule' },
      { at: table('typo.json', [good, { ...good, statistic: 'p97' }]), place: '/1/statistic', says: 'p99' },
      {
        at: table('text.json', { ...good, rules: [{ ...rules[0], threshold: '180' }] }),
        place: '/rules/0/threshold',
        says: 'number',
      },
      {
        at: table('hidden.json', [{ ...good, rules: [rules[1], rules[0]] }]),
        place: '/0',
        says: 'No value can meet rule 2',
      },
    ];
    for (const { at, place, says } of cases) {
      expect(await runJson('release', 'guard', latencies(), '--rules', at)).toEqual({
        status: 2,
        value: {
          path: at,
          failure: { kind: 'malformedRules', message: expect.stringContaining(says) as string, place },
        },
      });
    }
    const none = await runJson(
      'release',
      'guard',
      path.join(folder, 'none.csv'),
      '--rules',
      table('good.json', good),
    );
    expect(none).toMatchObject({ status: 2, value: { failure: { kind: 'unreadable' } } });
  });

  it('answers 2 for other ways to be used', async () => {
    const wrong = [
      { given: [], says: 'takes --rules FILE, or --metric with --block or --escalate' },
      { given: ['--metric', 'ms'], says: 'takes --rules FILE, or --metric with --block or --escalate' },
      { given: ['--block', 'above 1'], says: 'takes --rules FILE, or --metric with --block or --escalate' },
      { given: ['--rules', 'x.json', '--metric', 'ms'], says: '--rules and --metric exclude each other' },
      { given: ['--metric', 'ms', '--block', '180'], says: 'such as "above 180"' },
      { given: ['--metric', 'ms', '--block', 'above much'], says: 'such as "above 180"' },
      {
        given: ['--metric', 'ms', '--block', 'above 1', '--missing', 'ignore'],
        says: '--missing takes allow, escalate, block',
      },
      {
        given: ['--metric', 'ms', '--statistic', 'p97', '--block', 'above 1'],
        says: 'each, mean, p50, p95, p99',
      },
      {
        given: ['--metric', 'ms', '--block', 'above 1', '--escalate', 'above 2'],
        says: 'No value can meet rule 2',
      },
    ];
    for (const { given, says } of wrong) {
      expect(await runCommand('release', 'guard', latencies(), ...given)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining(says) as string,
      });
    }
  });
});
