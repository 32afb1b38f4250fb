import { describe, expect, it } from 'vitest';
import { nodeIngestPorts } from '../../../src/cli/nodePorts';
import { ingestFile } from '../../../src/formats/ingest';
import { readRows } from '../../../src/formats/readRows';
import { ContractCheck } from '../../../src/gates/contract/contractCheck';
import { noFacts, type FactsBefore, type TableFacts } from '../../../src/gates/contract/tableFacts';
import { defaultReadOptions } from '../../../src/table/schema';
import { encodeUtf8 } from '../../../src/table/utf8';
import { at, contractOf, contractText, matchDirectly, sourceOf } from '../../formats/odcs/judgeTexts';

const never = new AbortController().signal;
const request = { path: 't.csv', options: defaultReadOptions };

/** What the own clauses of a contract say of a CSV: `verdict message`. */
async function said(
  properties: string,
  beside: string,
  csv: string,
  facts: Partial<TableFacts> = {},
): Promise<readonly string[]> {
  const contract = contractOf(contractText(properties, beside));
  const [object] = contract.objects;
  const source = sourceOf(encodeUtf8(csv));
  const check = new ContractCheck(contract, matchDirectly, at);
  const rows = check.begin(object!);
  const read = await readRows(source, { ...request, textColumns: [] }, rows, nodeIngestPorts, never);
  const ingested = await ingestFile(source, { ...request, prefix: null }, nodeIngestPorts, never);
  if (!read.ok || !ingested.ok) throw new Error('unreadable');
  const { table } = ingested.value;
  const known = { ...noFacts, profile: table!.profile, digest: table!.reading.digest, ...facts };
  return check
    .finish(object!, read.value.columnNames, known)
    .filter(({ clause }) => clause.pointer.includes('customProperties') || clause.name === 'custom')
    .map(({ outcome }) => `${outcome.verdict}: ${outcome.evidence.message}`);
}

const column = (name: string, own: string, rest = ''): string =>
  `      - {name: ${name}, ${rest} customProperties: [${own}]}`;
const ofObject = (own: string): string => `    customProperties: [${own}]`;
const verdictOf = (text: string | undefined): string => text?.split(':')[0] ?? 'none';

describe('[K22] clauses on the table as a whole', () => {
  const own = (name: string, value: string): string => ofObject(`{property: ${name}, value: ${value}}`);
  const id = '      - {name: id}\n      - {name: x}';

  it.each([
    ['{extra: forbidden}', 'id,x\n1,2\n', 'pass'],
    ['{extra: forbidden}', 'id,x,y\n1,2,3\n', 'fail'],
    ['{extra: allowed}', 'id,x,y\n1,2,3\n', 'pass'],
    ['{order: fixed}', 'x,id\n1,2\n', 'fail'],
    ['{order: fixed}', 'id,y,x\n1,2,3\n', 'pass'],
    ['{extra: forbidden, severity: info}', 'id,x,y\n1,2,3\n', 'warn'],
    ['{extra: never}', 'id,x\n1,2\n', 'unknown'],
  ])('columns %s', async (value, csv, verdict) => {
    expect(verdictOf((await said(id, own('throughlineColumns', value), csv))[0])).toBe(verdict);
  });

  it('digests, encoding and licence are compared, and unknown where they are', async () => {
    const digest = 'a'.repeat(64);
    for (const [name, value, facts] of [
      ['throughlineLogicalDigest', digest, { logicalDigest: digest }],
      ['throughlineDigest', digest.toUpperCase(), { digest }],
      ['throughlineEncoding', 'utf-8', { encoding: 'UTF-8' }],
      ['throughlineLicence', '[MIT, ISC]', { licence: 'ISC' }],
    ] as const) {
      const other = Object.fromEntries(Object.keys(facts).map((key) => [key, 'other']));
      const nothing = Object.fromEntries(Object.keys(facts).map((key) => [key, null]));
      const verdicts = [facts, other, nothing].map(async (each) =>
        verdictOf((await said(id, own(name, value), 'id,x\n1,2\n', each))[0]),
      );
      expect([name, ...(await Promise.all(verdicts))]).toEqual([name, 'pass', 'fail', 'unknown']);
    }
  });

  it('a file may be as old as is said, to the moment', async () => {
    const day = 86_400_000;
    const verdict = async (modifiedAt: number) =>
      verdictOf(
        (await said(id, own('throughlineFileAge', '{value: 2, unit: d}'), 'id,x\n1,2\n', { modifiedAt }))[0],
      );
    expect(await verdict(at - 2 * day)).toBe('pass');
    expect(await verdict(at - 2 * day - 1)).toBe('fail');
  });

  it('the row count may change by so many percent, both ends included', async () => {
    const before = (rowCount: number): FactsBefore => ({ label: 'v1', rowCount, psiOf: () => 'none' });
    const range = own('throughlineRowCountChange', '{minimum: -50, maximum: 100}');
    const verdict = async (count: number) =>
      verdictOf((await said(id, range, 'id,x\n1,2\n3,4\n', { before: before(count) }))[0]);
    // Two rows now: from 1 it is +100 %, from 4 −50 %, from 5 −60 %.
    expect([await verdict(1), await verdict(4), await verdict(5), await verdict(0)]).toEqual([
      'pass',
      'pass',
      'fail',
      'unknown',
    ]);
    expect(await said(id, range, 'id,x\n1,2\n')).toEqual([
      'unknown: there is no version to compare with (--against)',
    ]);
  });

  it('what is not ours is no clause, and a name that is not known is unknown', async () => {
    expect(await said(id, own('costCentre', '1'), 'id,x\n1,2\n')).toEqual([]);
    expect(verdictOf((await said(id, own('throughlineDigests', '1'), 'id,x\n1,2\n'))[0])).toBe('unknown');
  });
});

describe('[K22] clauses on the profile of a column', () => {
  const statistic = (value: string): string =>
    column('x', `{property: throughlineStatistic, value: ${value}}`);

  it.each([
    // 1, 2, 3, 6 and a null: mean 3, median 2.5, four distinct values, a null in five rows.
    ['{statistic: mean, minimum: 3, maximum: 3}', 'pass'],
    ['{statistic: mean, minimum: 3.001}', 'fail'],
    ['{statistic: median, maximum: 2.5}', 'pass'],
    ['{statistic: median, maximum: 2.4}', 'fail'],
    ['{statistic: distinctCount, minimum: 4, maximum: 4}', 'pass'],
    ['{statistic: distinctCount, minimum: 5}', 'fail'],
    ['{statistic: nullShare, maximum: 0.2}', 'pass'],
    ['{statistic: nullShare, maximum: 0.19}', 'fail'],
    ['{statistic: meanLength, maximum: 1}', 'unknown'],
    ['{statistic: mode, maximum: 1}', 'unknown'],
    ['{statistic: mean}', 'unknown'],
  ])('%s', async (value, verdict) => {
    expect(verdictOf((await said(statistic(value), '', 'id,x\na,1\nb,2\nc,3\nd,6\ne,\n'))[0])).toBe(verdict);
  });

  it('moments may not lie after the check', async () => {
    const own = column('d', '{property: throughlineNotInFuture, value: true}', 'logicalType: date,');
    expect(await said(own, '', 'd\n2026-11-30\n')).toEqual([
      'pass: the newest moment is 2026-11-30T00:00:00.000Z; none may lie in the future',
    ]);
    expect(verdictOf((await said(own, '', 'd\n2026-12-01\n'))[0])).toBe('fail');
    expect(verdictOf((await said(own, '', 'd\nx\n'))[0])).toBe('unknown');
  });

  it('drift is judged by the figure of the version before', async () => {
    const own = column('x', '{property: throughlineDrift, value: {maximum: 0.25}}');
    const before = (psi: number | string): FactsBefore => ({ label: 'v1', rowCount: 1, psiOf: () => psi });
    const verdict = async (psi: number | string) =>
      verdictOf((await said(own, '', 'x\n1\n', { before: before(psi) }))[0]);
    expect([await verdict(0.25), await verdict(0.26), await verdict('none')]).toEqual([
      'pass',
      'fail',
      'unknown',
    ]);
  });

  it('figures of a personal column are masked', async () => {
    const own = column(
      'x',
      '{property: throughlineStatistic, value: {statistic: mean, maximum: 1}}',
      'classification: PII,',
    );
    expect(await said(own, '', 'x\n777\n')).toEqual(['fail: mean is (masked); at most 1 is promised']);
  });
});

describe('[K22] the order of a column', () => {
  it.each([
    ['ascending', '1\n2\n10\n10\n', 'pass'],
    ['ascending', '1\n10\n2\n', 'fail'],
    ['descending', '10\n2\n', 'pass'],
    ['ascending', 'a\nb\n', 'pass'],
    ['ascending', 'b\na\n', 'fail'],
    ['sideways', '1\n', 'unknown'],
  ])('%s %j', async (order, cells, verdict) => {
    const own = column('x', `{property: throughlineSorted, value: ${order}}`);
    expect(verdictOf((await said(own, '', `x\n${cells}`))[0])).toBe(verdict);
  });
});

describe('[K23] a clause in CEL', () => {
  const rule = (source: string, level: 'object' | 'x' = 'object'): [string, string] => {
    const quality = `quality: [{type: custom, engine: cel, implementation: '${source}'}]`;
    const own = level === 'x' ? `, ${quality}` : '';
    const properties = `      - {name: id}\n      - {name: x, logicalType: number${own}}\n      - {name: d, logicalType: date}`;
    return [properties, level === 'object' ? `    ${quality}` : ''];
  };
  const csv = 'id,x,d\na,1,2026-01-01\nb,-2.5,\nc,,2027-01-01\n';

  it('holds of every row, and names those that it does not hold of', async () => {
    expect(await said(...rule('x > -3.0'), csv)).toEqual(['pass: no row of 3 breaks it']);
    expect(await said(...rule('x >= 0.0'), csv)).toEqual(['fail: 1 row breaks it: x >= 0.0']);
    expect(await said(...rule('id == "a" || x < 0.0'), csv)).toEqual(['pass: no row of 3 breaks it']);
    expect(await said(...rule('d <= now'), csv)).toEqual(['fail: 1 row breaks it: d <= now']);
    expect(await said(...rule('value > 0.0', 'x'), csv)).toEqual(['fail: 1 row breaks it: value > 0.0']);
  });

  it('is unknown where it is no expression, names no column, or cannot be told without a null', async () => {
    for (const source of ['x >', 'amount > 1.0', 'id > 1.0', 'x + 1.0'])
      expect([source, verdictOf((await said(...rule(source), csv))[0])]).toEqual([source, 'unknown']);
  });
});
