import type { MetricRule, Operator } from './clause';
import type { Comparison } from './comparison';
import { brokenVerdict, noneFailing, type Failing, type Outcome } from './verdict';

/** What a metric counted, and of how many rows. */
export interface Count {
  readonly count: number;
  readonly rowCount: number;
}

/** What a metric's rule says of a count. */
export function judgeMetric(
  rule: MetricRule,
  counted: Count,
  severity: string | null,
  failing: Failing,
): Outcome {
  const { count, rowCount } = counted;
  // A share of no rows is 0 %.
  const denominator = rule.isPercent ? Math.max(1, rowCount) : 1;
  const numerator = rule.isPercent ? count * 100 : count;
  const orders = rule.operators.map((operator) => ordersOf(numerator, denominator, operator));
  const holds = rule.operators.every((operator, index) =>
    isHeld(operator.name, orders[index]![0] ?? 0, orders[index]![1] ?? 0),
  );
  const onBound = rule.operators.some(
    ({ name }, index) => name.endsWith('Between') && orders[index]!.includes(0),
  );
  const value = rule.isPercent ? String(numerator / denominator) : String(count);
  const expected = rule.operators.map(({ name, text }) => `${name} ${text}`).join(', ');
  const shown = `${rule.metric.kind} is ${value}${rule.isPercent ? ' %' : ''}`;
  const boundNote = onBound
    ? '; it lies exactly on an end, which the standard leaves out of the range, and datacontract-cli takes in'
    : '';
  return {
    verdict: holds ? 'pass' : brokenVerdict(severity),
    evidence: {
      message: `${shown}; ${expected}${boundNote}`,
      value,
      ...(onBound && { onBound: 1 }),
    },
    failing: holds ? noneFailing : failing,
  };
}

/** How numerator ÷ denominator stands to each limit: below zero, 0, above zero. */
function ordersOf(numerator: number, denominator: number, { limits }: Operator): readonly number[] {
  return limits.map((limit) => {
    const scaled = BigInt(numerator) * 10n ** BigInt(limit.scale) - limit.coefficient * BigInt(denominator);
    return scaled < 0n ? -1 : Number(scaled > 0n);
  });
}

/**
 * Whether a comparison holds of a figure that stands so to its limits (below zero: less). A range leaves out both its ends ([K6] in
 * SPEC.md).
 */
export function isHeld(name: Comparison, first: number, second: number): boolean {
  switch (name) {
    case 'mustBe':
      return first === 0;
    case 'mustNotBe':
      return first !== 0;
    case 'mustBeGreaterThan':
      return first > 0;
    case 'mustBeGreaterOrEqualTo':
      return first >= 0;
    case 'mustBeLessThan':
      return first < 0;
    case 'mustBeLessOrEqualTo':
      return first <= 0;
    case 'mustBeBetween':
      return first > 0 && second < 0;
    case 'mustNotBeBetween':
      return !(first > 0 && second < 0);
  }
}
