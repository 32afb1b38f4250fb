import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chanceOfLargeSamples } from '../../src/drift/chanceLevel';
import { chiSquareContingency, chiSquareOneWay } from '../../src/drift/chiSquare';
import { columnDrift } from '../../src/drift/columnDrift';
import { restEdges } from '../../src/drift/decileCuts';
import { hellinger } from '../../src/drift/hellinger';
import { jsDistance, jsDivergence } from '../../src/drift/jensenShannon';
import { klDivergence } from '../../src/drift/klDivergence';
import {
  kolmogorovSmirnov,
  kolmogorovSmirnovAsymptotic,
  kolmogorovSmirnovPValue,
} from '../../src/drift/kolmogorovSmirnov';
import { lInfinity } from '../../src/drift/lInfinity';
import { percentile } from '../../src/numerics/percentile';
import { psi } from '../../src/drift/psi';
import { recipes } from '../../src/drift/recipe';
import { shares } from '../../src/drift/shares';
import { sideOfNumbers } from '../../src/drift/sidesOfValues';
import { totalVariation } from '../../src/drift/totalVariation';
import { wasserstein, wassersteinNormed } from '../../src/drift/wasserstein';
import { countBelow, sampleOfValues } from '../../src/numerics/weightedSample';
import { addEpsilon, treatZeros } from '../../src/drift/zeros';
import { expectFigure, figureFolders } from './figures';

interface Expected {
  readonly [name: string]: number | null;
}

interface Golden {
  readonly proportions: readonly { ref: number[]; cur: number[]; epsilon: number; expect: Expected }[];
  readonly percentile: readonly { values: number[]; q: number; expect: number }[];
  readonly two_sample: readonly TwoSample[];
  readonly chi_square: readonly { ref: number[]; cur: number[]; expect: Expected }[];
  readonly psi_null: readonly {
    n_ref: number;
    n_cur: number;
    bins: number;
    expect: { mean: number; q95: number };
  }[];
}

interface TwoSample {
  readonly name: string;
  readonly ref?: number[];
  readonly cur?: number[];
  readonly lcg?: Readonly<Record<'ref' | 'cur', { seed: number; count: number; power: number }>>;
  readonly as_floats?: boolean;
  readonly expect: {
    readonly ks_statistic?: number;
    readonly ks_pvalue_auto?: number;
    readonly ks_pvalue_asymp?: number;
    readonly wasserstein?: number;
    readonly wasserstein_normed?: number;
    readonly evidently?: { bins: number; psi: number; js_distance_nats: number; kl_nats: number };
    readonly soda?: { psi: number };
    readonly deciles?: {
      binning: string;
      edges_or_values: number[];
      ref_counts: number[];
      cur_counts: number[];
      psi: number;
    };
  };
}

describe.each(figureFolders)('the figures of numpy and scipy, %s', (_, folder) => {
  const golden = JSON.parse(readFileSync(path.join(folder, 'numerics.json'), 'utf8')) as Golden;

  it('[D3] proportions', () => {
    for (const { ref, cur, epsilon, expect: expected } of golden.proportions) {
      const [r, c] = [shares(ref), shares(cur)];
      const [smoothR, smoothC] = [addEpsilon(r, epsilon), addEpsilon(c, epsilon)];
      const actual: Record<string, number> = {
        psi: psi(smoothR, smoothC),
        js_divergence_nats: jsDivergence(smoothR, smoothC),
        kl_nats: klDivergence(smoothR, smoothC),
        js_distance_nats: jsDistance(r, c, 'nats'),
        js_distance_bits: jsDistance(r, c, 'bits'),
        hellinger: hellinger(r, c),
        linf: lInfinity(r, c),
        total_variation: totalVariation(r, c),
      };
      for (const [name, figure] of Object.entries(expected)) expectFigure(actual[name], figure ?? NaN, name);
    }
  });

  it('percentiles', () => {
    for (const { values, q, expect: expected } of golden.percentile) {
      expectFigure(percentile(sampleOfValues(values), q), expected, `percentile ${q}`);
    }
  });

  it.each(golden.two_sample.map((sample) => [sample.name, sample] as const))(
    'two samples: %s',
    (_, sample) => {
      const { ref, cur } = valuesOf(sample);
      const { expect: expected } = sample;
      const type = sample.as_floats === true || !ref.every(Number.isInteger) ? 'number' : 'integer';
      const [reference, current] = [sideOfNumbers(ref, type), sideOfNumbers(cur, type)];
      const [r, c] = [sampleOfValues(ref), sampleOfValues(cur)];
      const ks = kolmogorovSmirnov(r, c);
      const distance = wasserstein(r, c);
      const figures: readonly (readonly [string, number, number | undefined])[] = [
        ['KS', ks, expected.ks_statistic],
        ['KS p', kolmogorovSmirnovPValue(ks, ref.length, cur.length), expected.ks_pvalue_auto],
        [
          'KS asymptotic p',
          kolmogorovSmirnovAsymptotic(ks, ref.length, cur.length),
          expected.ks_pvalue_asymp,
        ],
        ['Wasserstein', distance, expected.wasserstein],
        [
          'Wasserstein normed',
          wassersteinNormed(distance, reference.numbers?.populationDeviation ?? 0),
          expected.wasserstein_normed,
        ],
      ];
      for (const [name, actual, figure] of figures)
        if (figure !== undefined) expectFigure(actual, figure, name);

      if (expected.evidently) {
        const drift = columnDrift('x', reference, current, recipes.evidently);
        expect(drift.bins).toHaveLength(expected.evidently.bins);
        expectFigure(drift.psi ?? NaN, expected.evidently.psi, 'evidently PSI');
        const statistic = (name: string) => drift.statistics.find((one) => one.name === name)?.value;
        expectFigure(statistic('jsDistance'), expected.evidently.js_distance_nats, 'evidently JS');
        expectFigure(statistic('klDivergence'), expected.evidently.kl_nats, 'evidently KL');
      }
      if (expected.soda) {
        expectFigure(
          columnDrift('x', reference, current, recipes.soda).psi ?? NaN,
          expected.soda.psi,
          'soda PSI',
        );
      }
      if (expected.deciles?.binning === 'quantile') {
        // The recipe's first version: ten percentiles of all values, whatever they hold.
        const edges = restEdges(r, [], 10);
        expected.deciles.edges_or_values.forEach((edge, at) =>
          expectFigure(edges[at] ?? NaN, edge, `edge ${at}`),
        );
        const counts = (sample: typeof r) => {
          const below = [0, ...edges.map((edge) => countBelow(sample, edge)), sample.total];
          return below.slice(1).map((upTo, at) => upTo - below[at]!);
        };
        expect(counts(r)).toEqual(expected.deciles.ref_counts);
        expect(counts(c)).toEqual(expected.deciles.cur_counts);
        const treated = (sample: typeof r) => treatZeros(recipes.deciles, shares(counts(sample)));
        expectFigure(psi(treated(r), treated(c)), expected.deciles.psi, 'deciles PSI');
      }
    },
  );

  it('chi-square', () => {
    for (const { ref, cur, expect: expected } of golden.chi_square) {
      const oneWay = chiSquareOneWay(ref, cur);
      // Where the reference lacks a category there is no figure but infinity.
      if (expected['one_way_statistic'] == null)
        expect(oneWay).toMatchObject({ statistic: Infinity, pValue: 0 });
      else {
        expectFigure(oneWay?.statistic, expected['one_way_statistic'], 'one-way statistic');
        expectFigure(oneWay?.pValue, expected['one_way_pvalue'] ?? NaN, 'one-way p');
      }
      const contingency = chiSquareContingency(ref, cur);
      expectFigure(contingency?.statistic, expected['contingency_statistic'] ?? NaN, 'contingency statistic');
      expectFigure(contingency?.pValue, expected['contingency_pvalue'] ?? NaN, 'contingency p');
      expect(contingency?.degreesOfFreedom).toBe(expected['dof']);
    }
  });

  it('PSI by chance', () => {
    for (const { n_ref, n_cur, bins, expect: expected } of golden.psi_null) {
      const level = chanceOfLargeSamples(n_ref, n_cur, bins);
      expectFigure(level.mean, expected.mean, 'mean');
      expectFigure(level.q95, expected.q95, 'q95');
    }
  });
});

/** The samples themselves, or as their recipe says to make them. */
function valuesOf({ name, ref, cur, lcg }: TwoSample): { readonly ref: number[]; readonly cur: number[] } {
  if (ref && cur) return { ref, cur };
  if (lcg) {
    const side = ({ seed, count, power }: typeof lcg.ref) => draws(seed, count).map((u) => u ** power);
    return { ref: side(lcg.ref), cur: side(lcg.cur) };
  }
  if (name.startsWith('20 distinct')) {
    const fiveOf = (from: number) => Array.from({ length: 100 }, (_, at) => from + Math.floor(at / 5));
    return { ref: fiveOf(1), cur: fiveOf(2) };
  }
  if (name !== 'lcg') throw new Error(`No values for ${name}`);
  return { ref: draws(1, 1500), cur: draws(2, 1200).map((u) => u ** 1.3) };
}

function draws(seed: number, count: number): number[] {
  let x = BigInt(seed);
  return Array.from({ length: count }, () => {
    x = (1_664_525n * x + 1_013_904_223n) % 4_294_967_296n;
    return Number(x) / 4_294_967_296;
  });
}
