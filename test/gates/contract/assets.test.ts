import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeIngestPorts } from '../../../src/cli/nodePorts';
import { readSignature } from '../../../src/formats/mlflow/readSignature';
import { ingestFile } from '../../../src/formats/ingest';
import { readRows } from '../../../src/formats/readRows';
import { ContractCheck, unreadClauses } from '../../../src/gates/contract/contractCheck';
import { noFacts, type TableFacts } from '../../../src/gates/contract/tableFacts';
import { defaultReadOptions } from '../../../src/table/schema';
import { encodeUtf8 } from '../../../src/table/utf8';
import { at, contractOf, contractText, matchDirectly, sourceOf } from '../../formats/odcs/judgeTexts';

const columns = '      - {name: a}\n      - {name: b}';
const contractWith = (property: string, value: string) =>
  contractOf(contractText(columns, `    customProperties: [{property: ${property}, value: ${value}}]`));

async function judged(property: string, value: string, csv: string, facts: Partial<TableFacts> = {}) {
  const contract = contractWith(property, value);
  const source = sourceOf(encodeUtf8(csv));
  const file = { path: 't.csv', options: defaultReadOptions };
  const check = new ContractCheck(contract, matchDirectly, at);
  const { signal } = new AbortController();
  const [object] = contract.objects;
  const read = await readRows(
    source,
    { ...file, textColumns: [] },
    check.begin(object!),
    nodeIngestPorts,
    signal,
  );
  const ingested = await ingestFile(source, { ...file, prefix: null }, nodeIngestPorts, signal);
  if (!read.ok || !ingested.ok) throw new Error('unreadable');
  const known = { ...noFacts, profile: ingested.value.table!.profile, ...facts };
  const found = check
    .finish(object!, read.value.columnNames, known)
    .find(({ clause }) => clause.name === property)!;
  return found.outcome;
}

const unread = (property: string, value: string, facts: Partial<TableFacts> = {}) => {
  const [object] = contractWith(property, value).objects;
  const all = unreadClauses(object!, 'it is no table', { facts: { ...noFacts, ...facts }, at });
  return all.find(({ clause }) => clause.name === property)!.outcome;
};
const verdictOf = ({ verdict }: { readonly verdict: string }): string => verdict;

describe('[K28] the correlation of two columns', () => {
  // x = 1, 2, 3 and y = 1, 3, 2 about means of 2: products −1·−1 + 0·1 + 1·0 = 1, squares 2 and 2, so 1 / 2.
  const half = 'a,b\n1,1\n2,3\n3,2\n';

  it.each([
    ['{columns: [a, b], minimum: 0.5}', half, 'pass'],
    ['{columns: [a, b], maximum: 0.5}', half, 'pass'],
    ['{columns: [a, b], minimum: 0.5000001}', half, 'fail'],
    ['{columns: [a, b], maximum: 0.4999999, severity: low}', half, 'warn'],
    ['{columns: [a, b], minimum: 1}', 'a,b\n1,10\n2,20\n3,30\n', 'pass'],
    ['{columns: [a, b], maximum: -1}', 'a,b\n1,-3\n2,-6\n', 'pass'],
    ['{columns: [a, b], minimum: 1}', 'a,b\n1,10\n,5\n2,\n3,30\n', 'pass'],
    ['{columns: [a, b], minimum: 0}', 'a,b\n1,10\n2,10\n', 'unknown'],
    ['{columns: [a, b], minimum: 0}', 'a,b\nx,10\ny,20\n', 'unknown'],
    ['{columns: [a, c], minimum: 0}', half, 'unknown'],
    ['{columns: [a], minimum: 0}', half, 'unknown'],
    ['{columns: [a, b]}', half, 'unknown'],
  ])('%s of %j is %s', async (value, csv, verdict) => {
    expect(verdictOf(await judged('throughlineCorrelation', value, csv))).toBe(verdict);
  });

  it('says the figure, and the same one in any order of rows', async () => {
    const rows = fc.array(
      fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: -1e6, max: 1e6 })),
      {
        minLength: 3,
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (pairs) => {
        const csvOf = (all: typeof pairs) => `a,b\n${all.map((pair) => pair.join(',')).join('\n')}\n`;
        const value = '{columns: [a, b], minimum: 0.3}';
        const forth = await judged('throughlineCorrelation', value, csvOf(pairs));
        const back = await judged('throughlineCorrelation', value, csvOf(pairs.toReversed()));
        expect(back.verdict).toBe(forth.verdict);
        expect(Number(back.evidence.value)).toBeCloseTo(Number(forth.evidence.value), 10);
      }),
      { numRuns: 25 },
    );
  });
});

describe('[K28] a metric of a model or an endpoint', () => {
  const metrics = new Map([['latency_ms', [100, 200, 300]]]);

  it.each([
    // The mean and the middle of 100, 200, 300 are 200; p95 lies at 1 + 0.95 · 2 = 2.9: 200 + 0.9 · 100 = 290.
    ['{metric: latency_ms, statistic: mean, maximum: 200}', 'pass'],
    ['{metric: latency_ms, statistic: mean, maximum: 199.9}', 'fail'],
    ['{metric: latency_ms, statistic: p95, maximum: 290}', 'pass'],
    ['{metric: latency_ms, statistic: p95, maximum: 289.99}', 'fail'],
    ['{metric: latency_ms, maximum: 300}', 'pass'],
    ['{metric: latency_ms, maximum: 299, severity: warning}', 'warn'],
    ['{metric: accuracy, minimum: 0.9}', 'unknown'],
    ['{metric: latency_ms, statistic: p12, maximum: 1}', 'unknown'],
  ])('%s is %s, also where no rows can be read', async (value, verdict) => {
    expect(verdictOf(unread('throughlineMetric', value, { metrics }))).toBe(verdict);
    expect(verdictOf(await judged('throughlineMetric', value, 'a,b\n1,2\n', { metrics }))).toBe(verdict);
  });

  it('is unknown where no metrics are known', () => {
    expect(unread('throughlineMetric', '{metric: m, maximum: 1}').evidence.message).toContain('--bundle');
  });
});

describe('[K28] the files of a folder', () => {
  const files = ['a.png', 'b/c.JPG'];

  it.each([
    ['{minimum: 2, maximum: 2}', files, 'pass'],
    ['{minimum: 3}', files, 'fail'],
    ['{maximum: 1}', files, 'fail'],
    ['{kinds: [png, .jpg]}', files, 'pass'],
    ['{kinds: [png]}', files, 'fail'],
    ['{kinds: [png], minimum: 1}', ['a.png', '.png'], 'fail'],
    ['{minimum: 0}', [], 'pass'],
    ['{kinds: []}', files, 'unknown'],
    ['{minimum: 1}', null, 'unknown'],
  ] as const)('%s of %j is %s', (value, given, verdict) => {
    expect(verdictOf(unread('throughlineFiles', value, { files: given }))).toBe(verdict);
  });
});

describe('[K28] what a model takes', () => {
  const mlmodel = (inputs: unknown) => `flavors: {}\nsignature:\n  inputs: '${JSON.stringify(inputs)}'\n`;
  const takes = (inputs: unknown) => {
    const read = readSignature(mlmodel(inputs));
    return { signatures: new Map([['m', read.ok ? read.value : read.error]]) };
  };

  it.each([
    [[{ name: 'a', type: 'long' }], 'a,b\n1,2\n', 'pass'],
    [[{ name: 'a', type: 'double' }], 'a,b\n1,2\n', 'pass'],
    [[{ name: 'a', type: 'long' }], 'a,b\n1.5,2\n', 'fail'],
    [[{ name: 'a', type: 'string' }], 'a,b\n1,2\n', 'fail'],
    [[{ name: 'c', type: 'long', required: true }], 'a,b\n1,2\n', 'fail'],
    [[{ name: 'c', type: 'long', required: false }], 'a,b\n1,2\n', 'pass'],
    [[{ name: 'c', type: 'long', optional: true }], 'a,b\n1,2\n', 'pass'],
    [[{ name: 'a', type: 'datetime' }], 'a,b\n2026-01-01,2\n', 'pass'],
    [[{ type: 'tensor', 'tensor-spec': { dtype: 'float32', shape: [-1, 3] } }], 'a,b\n1,2\n', 'unknown'],
  ])('%j of %j is %s', async (inputs, csv, verdict) => {
    expect(verdictOf(await judged('throughlineSignature', '{model: m}', csv, takes(inputs)))).toBe(verdict);
  });

  it('names what is missing, and is unknown of a model that is not known', async () => {
    const one = await judged(
      'throughlineSignature',
      'm',
      'a,b\n1,2\n',
      takes([{ name: 'fare', type: 'double' }]),
    );
    expect(one.evidence.message).toBe('m: there is no column "fare"');
    expect(verdictOf(await judged('throughlineSignature', 'other', 'a,b\n1,2\n'))).toBe('unknown');
    expect(readSignature('flavors: {}\n')).toEqual({
      ok: false,
      error: 'the model has no signature of its inputs',
    });
  });
});
