import {
  applyGuardrail,
  worstVerdict,
  type GuardrailResult,
  type GuardrailVerdict,
} from '../../gates/applyGuardrail';
import type { ContractGate } from '../../gates/contractGate';
import { compareSamples, type SampleComparison } from '../../gates/compareSamples';
import type { ComparisonRule } from '../../gates/comparisonVerdict';
import type { Guardrail } from '../../gates/guardrail';
import type { MetricSamples, VersionSamples } from './measuredSamples';
import { defaultRule, type MetricRules } from './metricRules';

/** The comparison of one metric with the rule that it was judged by. */
export interface ComparedMetric extends SampleComparison {
  readonly metric: string;
  readonly unit: string | null;
  readonly rule: ComparisonRule;
}

/** A guardrail as it stood, held against the candidate. */
export interface GuardrailOutcome extends GuardrailResult {
  readonly guardrail: Pick<Guardrail, 'id' | 'name' | 'metric' | 'statistic' | 'rules' | 'missing'>;
}

/** What speaks for and against a promotion [G13]. */
export interface PromotionEvidence {
  /** In order of the metrics' names; those that either side has. */
  readonly comparisons: readonly ComparedMetric[];
  readonly guardrails: readonly GuardrailOutcome[];
  /** What the contract says of the candidate; null where nothing is promised, absent in moves from before contracts were asked. */
  readonly contract?: ContractGate | null;
  /** The worst of contract and guardrails; null where there is neither. */
  readonly verdict: GuardrailVerdict | null;
}

/** Holds the candidate's samples against the baseline's and against contract and guardrails. `baseline` null: nothing is there to be compared with. */
export function workOutEvidence(
  candidate: VersionSamples,
  baseline: VersionSamples | null,
  rules: MetricRules,
  guardrails: readonly Guardrail[],
  contract: ContractGate | null = null,
): PromotionEvidence {
  const ofCandidate = byMetric(candidate);
  const ofBaseline = byMetric(baseline ?? []);
  const metrics = baseline === null ? [] : [...new Set([...ofCandidate.keys(), ...ofBaseline.keys()])].sort();
  const comparisons = metrics.map((metric): ComparedMetric => {
    const [own, other] = [ofCandidate.get(metric), ofBaseline.get(metric)];
    const rule = rules.get(metric) ?? defaultRule(metric);
    const compared = compareSamples(own ?? noSamples, other ?? noSamples, rule);
    return { metric, unit: own?.unit ?? other?.unit ?? null, rule, ...compared };
  });
  const outcomes = guardrails.map((guardrail): GuardrailOutcome => {
    const { id, name, metric, statistic, rules: table, missing } = guardrail;
    return {
      guardrail: { id, name, metric, statistic, rules: table, ...(missing && { missing }) },
      ...applyGuardrail(guardrail, ofCandidate.get(metric) ?? noSamples),
    };
  });
  const asked = [...outcomes, ...(contract ? [contract] : [])];
  const verdict = worstVerdict(asked.map((each) => each.verdict));
  return { comparisons, guardrails: outcomes, contract, verdict };
}

const noSamples = { values: [], cases: null };

function byMetric(samples: VersionSamples): ReadonlyMap<string, MetricSamples> {
  return new Map(samples.map((each) => [each.metric, each]));
}

/** Whether a promotion with this evidence needs a reason: where contract or guardrails do not let it pass. */
export function needsReason({ verdict }: Pick<PromotionEvidence, 'verdict'>): boolean {
  return verdict === 'block' || verdict === 'escalate' || verdict === 'unknown';
}

/** What stands against it, in words: `“floor”`, `its contract`. */
export function stoppingGates({
  guardrails,
  contract,
  verdict,
}: Pick<PromotionEvidence, 'guardrails' | 'contract' | 'verdict'>): readonly string[] {
  const named = guardrails
    .filter((each) => each.verdict === verdict)
    .map(({ guardrail }) => `“${guardrail.name}”`);
  return contract?.verdict === verdict ? ['its contract', ...named] : named;
}
