import {
  comparisonVerdicts,
  type ComparisonRule,
  directions,
  type Interval,
} from '../../gates/comparisonVerdict';
import type { ContractGate, GateClause } from '../../gates/contractGate';
import { guardrailActions } from '../../gates/guardrail';
import { choice, finite, list, nullable, object, oneOf, optional, type Shape, text } from '../../lib/shape';
import { count, time } from '../../records/shapes/common';
import { guardrailMembers } from '../../records/shapes/releaseShapes';
import type { MoveEvidence, PromotionMove } from './moveEvidence';
import type { ComparedMetric, GuardrailOutcome } from './promotionEvidence';
import type { UsedReading, UsedReadings } from './usedReadings';

const verdict = oneOf([...guardrailActions, 'unknown']);

const comparison: Shape = object<ComparedMetric>({
  metric: text,
  unit: nullable(text),
  rule: object<ComparisonRule>({
    direction: oneOf(directions),
    minimalDifference: finite,
    confidence: finite,
  }),
  method: oneOf(['paired', 'unpaired']),
  pairedBy: nullable(list(text)),
  candidateCount: count,
  baselineCount: count,
  candidateMissingCount: count,
  baselineMissingCount: count,
  leftOutCount: count,
  candidateMean: nullable(finite),
  baselineMean: nullable(finite),
  meanDifference: nullable(finite),
  standardError: nullable(finite),
  degreesOfFreedom: nullable(finite),
  statistic: nullable(finite),
  interval: nullable(object<Interval>({ low: finite, high: finite })),
  pValue: nullable(finite),
  verdict: oneOf(comparisonVerdicts),
});

const guardrail: Shape = object<GuardrailOutcome['guardrail']>(guardrailMembers);

const outcome: Shape = object<GuardrailOutcome>({
  guardrail,
  verdict,
  counts: object<GuardrailOutcome['counts']>({ allow: count, escalate: count, block: count }),
  sampleCount: count,
  missingCount: count,
  figure: nullable(finite),
});

const contract: Shape = object<ContractGate>({
  contractId: text,
  verdict,
  judgedAt: nullable(time),
  clauses: list(
    object<GateClause>({
      clause: text,
      column: nullable(text),
      verdict: oneOf(['pass', 'warn', 'fail', 'unknown', 'notChecked']),
      message: text,
      waiver: nullable(
        object<NonNullable<GateClause['waiver']>>({ author: text, reason: text, until: text }),
      ),
    }),
  ),
  passCount: count,
});

const reading: Shape = nullable(object<UsedReading>({ key: text, readerVersion: count }));

/** Evidence as views read it; an import can give a move any. */
export const evidenceShape: Shape = choice<MoveEvidence['kind']>('kind', {
  rollback: object<Extract<MoveEvidence, { kind: 'rollback' }>>({ kind: text, of: text }),
  promotion: object<PromotionMove>({
    kind: text,
    readings: optional(object<UsedReadings>({ candidate: reading, baseline: reading })),
    comparisons: list(comparison),
    guardrails: list(outcome),
    contract: optional(nullable(contract)),
    verdict: nullable(verdict),
  }),
});

/** What earlier versions stored, too: lists of objects, which are put into today's words. */
export const earlierEvidenceShape: Shape = object<Pick<PromotionMove, 'comparisons' | 'guardrails'>>({
  comparisons: list(object<Pick<ComparedMetric, 'rule'>>({ rule: object({}) })),
  guardrails: list(object({})),
});
