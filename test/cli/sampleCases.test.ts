import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../sharedFolder';
import { runJson } from './runCommand';

const at = (name: string): string => path.join(sharedFolder?.cases ?? '', 'samples', name);

interface Comparisons {
  readonly pairing: { readonly by: readonly string[] | null };
  readonly comparisons: readonly {
    readonly metric: string;
    readonly verdict: string;
    readonly pValue: number | null;
  }[];
}

describe.skipIf(!sharedFolder)('[G4] samples that went wrong', () => {
  it.each([
    ['k10.csv', 'k30.csv', null, 'score', 'equal', null],
    ['base.csv', 'exp2.csv', ['case'], 'score', 'noSpread', null],
    // t = −10 of five degrees of freedom.
    ['doc_a.jsonl', 'doc_b.jsonl', ['doc_id'], 'acc_norm', 'worse', 0.00017],
  ])('%s against %s', async (baseline, candidate, by, metric, verdict, pValue) => {
    const { value } = await runJson('release', 'compare', at(baseline), at(candidate));
    const { pairing, comparisons } = value as Comparisons;
    expect(pairing.by).toEqual(by);
    expect(comparisons.map((each) => [each.metric, each.verdict])).toEqual([[metric, verdict]]);
    if (pValue === null) expect(comparisons[0]?.pValue).toBeNull();
    else expect(comparisons[0]?.pValue).toBeCloseTo(pValue, 5);
  });

  it('runs without a value are counted, and do not pass', async () => {
    const compared = await runJson('release', 'compare', at('div_base.csv'), at('div_cand.csv'));
    expect(compared.value).toMatchObject({
      comparisons: [{ metric: 'accuracy', candidateCount: 2, candidateMissingCount: 2 }],
    });
    const guard = ['release', 'guard', at('div_cand.csv'), '--metric', 'accuracy', '--block', 'below 0.5'];
    expect(await runJson(...guard)).toMatchObject({
      status: 1,
      value: { verdict: 'unknown', guardrails: [{ sampleCount: 2, missingCount: 2 }] },
    });
    expect(await runJson(...guard, '--missing', 'block')).toMatchObject({ value: { verdict: 'block' } });
  });
});
