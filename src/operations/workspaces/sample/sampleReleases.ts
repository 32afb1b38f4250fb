import type { ComparisonRule } from '../../../gates/comparisonVerdict';
import type { Guardrail } from '../../../gates/guardrail';
import { defaultConfidence } from '../../releases/metricRules';
import { fasterLookupMonth } from './months';

/** A guardrail of the sample, set when its first version comes. */
export interface SampleGuardrail extends Pick<Guardrail, 'name' | 'metric' | 'statistic' | 'rules'> {
  readonly path: string;
}

/** A version that gets an alias once its month is there. */
export interface SamplePromotion {
  readonly month: number;
  readonly path: string;
  readonly alias: string;
  readonly rules: ReadonlyMap<string, ComparisonRule>;
  /** Why it went ahead over a guardrail. */
  readonly reason?: string;
}

const slowAnswers = {
  name: 'Slow answers',
  metric: 'latency_ms',
  statistic: 'p95',
  rules: [
    { comparison: 'above', threshold: 180, action: 'block' },
    { comparison: 'above', threshold: 140, action: 'escalate' },
  ],
} as const;

/** The guardrails of the sample's model and endpoint. */
export const sampleGuardrails: readonly SampleGuardrail[] = [
  {
    path: 'models/demand.json',
    name: 'Large errors',
    metric: 'absolute_error',
    statistic: 'p95',
    rules: [
      { comparison: 'above', threshold: 3, action: 'block' },
      { comparison: 'above', threshold: 2.6, action: 'escalate' },
    ],
  },
  { path: 'endpoints/demand-api.json', ...slowAnswers },
  {
    path: 'endpoints/demand-api.json',
    name: 'Timeouts',
    metric: 'latency_ms',
    statistic: 'each',
    rules: [{ comparison: 'above', threshold: 200, action: 'escalate' }],
  },
  { path: 'endpoints/duration-api.json', ...slowAnswers },
];

const lower = (metric: string, minimalDifference: number): SamplePromotion['rules'] =>
  new Map([[metric, { direction: 'lower', minimalDifference, confidence: defaultConfidence }]]);

const errorsOfDemand = lower('absolute_error', 0.1);
const errorsOfDuration = lower('absolute_error', 5);
const latencies = lower('latency_ms', 2);

/** In order of time. */
export const samplePromotions: readonly SamplePromotion[] = [
  { month: 0, path: 'models/demand.json', alias: 'production', rules: errorsOfDemand },
  { month: 0, path: 'endpoints/demand-api.json', alias: 'production', rules: latencies },
  { month: 2, path: 'models/demand.json', alias: 'production', rules: errorsOfDemand },
  { month: 2, path: 'endpoints/duration-api.json', alias: 'production', rules: latencies },
  {
    month: fasterLookupMonth,
    path: 'endpoints/demand-api.json',
    alias: 'production',
    rules: latencies,
    reason: 'One request in 240 ran into the time-out; the old endpoint had as many.',
  },
  { month: fasterLookupMonth, path: 'models/duration.json', alias: 'champion', rules: errorsOfDuration },
  { month: 5, path: 'models/duration.json', alias: 'canary', rules: errorsOfDuration },
];
