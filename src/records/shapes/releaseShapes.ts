import type { StoredContract } from '../../gates/contract/storedContract';
import { type ClauseKey, endOfWaiver, type Waiver } from '../../gates/contract/waiver';
import {
  finite,
  list,
  nullable,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  truth,
  where,
} from '../../lib/shape';
import {
  type Guardrail,
  guardrailActions,
  guardrailComparisons,
  guardrailStatistics,
} from '../../gates/guardrail';
import { isSample } from '../../gates/samples';
import type { AliasMove, Measurement } from '../../versioning/records';
import { count, counter, floats, json, time } from './common';

/** A move of an alias; its evidence is read by whoever shows it. */
export const aliasMoveShape: Shape = object<AliasMove>({
  id: text,
  artifactId: text,
  name: text,
  snapshotId: nullable(text),
  reason: nullable(text),
  evidence: json,
  actor: text,
  recordedAt: time,
  change: counter,
});

/** Samples of one metric. */
export const measurementShape: Shape = where<Measurement>(
  object<Measurement>({
    id: text,
    snapshotId: text,
    metric: text,
    unit: nullable(text),
    values: where<Float64Array>(floats, (values) => values.every(isSample), 'has a value that is no sample'),
    cases: nullable(list(text)),
    casesFrom: optional(list(text)),
    missingCount: optional(count),
    source: text,
    actor: text,
    recordedAt: time,
    change: counter,
  }),
  ({ values, cases }) => cases === null || cases.length === values.length,
  'has not as many cases as values',
);

/** What a guardrail asks, whoever asks for it. */
export const guardrailMembers = {
  id: text,
  name: text,
  metric: text,
  statistic: oneOf(guardrailStatistics),
  rules: list(
    object<Guardrail['rules'][number]>({
      comparison: oneOf(guardrailComparisons),
      threshold: finite,
      action: oneOf(guardrailActions),
    }),
  ),
  missing: optional(oneOf(guardrailActions)),
};

/** A contract, whose text may be any: it is read when it is judged by. */
export const contractShape: Shape = object<StoredContract>({
  id: text,
  artifactId: text,
  text: nullable(text),
  actor: text,
  recordedAt: time,
  change: counter,
});

/** A waiver. */
export const waiverShape: Shape = object<Waiver>({
  id: text,
  artifactId: text,
  of: object<ClauseKey>({ clause: text, column: nullable(text), use: count }),
  author: text,
  reason: text,
  until: where<string>(text, (until) => !Number.isNaN(endOfWaiver(until)), 'expected a day, as YYYY-MM-DD'),
  isEnded: truth,
  actor: text,
  recordedAt: time,
  change: counter,
});

/** A guardrail. */
export const guardrailShape: Shape = object<Guardrail>({
  ...guardrailMembers,
  artifactId: text,
  isRetired: truth,
  actor: text,
  recordedAt: time,
  change: counter,
});
