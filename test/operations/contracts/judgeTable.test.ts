import { describe, expect, it } from 'vitest';
import { nodeIngestPorts } from '../../../src/cli/nodePorts';
import { ingestFile } from '../../../src/formats/ingest';
import { judgeTable, type ReadEachRow } from '../../../src/operations/contracts/judgeTable';
import { noFacts } from '../../../src/gates/contract/tableFacts';
import { err } from '../../../src/lib/result';
import { defaultReadOptions } from '../../../src/table/schema';
import { encodeUtf8 } from '../../../src/table/utf8';
import { valueOf } from '../testProject';
import { at, contractText, sourceOf } from '../../formats/odcs/judgeTexts';

/** What a contract says of a CSV whose rows are not here, and how often they were asked for. */
async function withoutRows(contract: string): Promise<{ verdicts: readonly string[]; asked: number }> {
  const ingested = valueOf(
    await ingestFile(
      sourceOf(encodeUtf8('x,y\n1,ab\n2,\n')),
      { path: 't.csv', options: { ...defaultReadOptions, delimiter: ',', hasHeader: true }, prefix: null },
      nodeIngestPorts,
      new AbortController().signal,
    ),
  );
  let asked = 0;
  const own: ReadEachRow = () => {
    asked += 1;
    return Promise.resolve(err({ kind: 'unreadable', message: 'its bytes are elsewhere' }));
  };
  const { profile } = ingested.table!;
  const facts = { ...noFacts, encoding: 'utf-8', profile, before: null };
  const judgement = await judgeTable(
    { contract, name: 't', at, facts },
    {
      own,
      others: new Map(),
      personal: new Map(),
      match: () => null,
      openSql: () => Promise.reject(new Error('none')),
    },
  );
  return { verdicts: valueOf(judgement).checks.map(({ clause, verdict }) => `${clause} ${verdict}`), asked };
}

describe('a version without its rows', () => {
  it('[K30] is judged by its profile as far as that goes; the rest is unknown', async () => {
    const contract =
      contractText(`      - {name: x, logicalType: integer, logicalTypeOptions: {minimum: 2, maximum: 2}}
      - {name: y, required: true, logicalTypeOptions: {minLength: 2, pattern: a}}`);
    const { verdicts } = await withoutRows(contract);
    expect(verdicts).toEqual([
      'present pass',
      'logicalType pass',
      'minimum fail',
      'maximum pass',
      'present pass',
      'required fail',
      'minLength pass',
      'pattern unknown',
    ]);
  });

  it('[K30] is not asked for rows where the profile tells all, and nothing is broken', async () => {
    const contract = contractText('      - {name: x, required: true, unique: true}\n      - {name: y}');
    expect(await withoutRows(contract)).toEqual({
      verdicts: ['present pass', 'required pass', 'unique pass', 'present pass'],
      asked: 0,
    });
  });
});
