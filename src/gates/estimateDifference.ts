import { momentsOf } from '../numerics/moments';
import type { ComparedSides } from './pairSamples';

/** The difference of two sides as a test needs it; or why there is no test to be made. */
export type DifferenceEstimate =
  | {
      readonly kind: 'measured';
      readonly meanDifference: number;
      /** Above 0. */
      readonly standardError: number;
      /** Above 0; Satterthwaite's need not be whole. */
      readonly degreesOfFreedom: number;
    }
  | {
      readonly kind: Untested;
      /** Null where a side has no value. */
      readonly meanDifference: number | null;
    };

/**
 * Why there is no test: fewer than two values, or pairs, a side; every pair, or all values of both sides, are equal; the values
 * differ, and their spread is below rounding [G5].
 */
export type Untested = 'tooFew' | 'equal' | 'noSpread';

/** The mean difference, candidate less baseline, and how sure it is: of pairs [G1], else by Welch and Satterthwaite [G2]. */
export function estimateDifference(sides: ComparedSides): DifferenceEstimate {
  if (sides.candidate.length === 0 || sides.baseline.length === 0)
    return { kind: 'tooFew', meanDifference: null };
  return sides.method === 'paired' ? estimatePaired(sides) : estimateUnpaired(sides);
}

function estimatePaired({ candidate, baseline }: ComparedSides): DifferenceEstimate {
  const differences = Float64Array.from(candidate, (value, at) => value - baseline[at]!);
  const { count, mean: meanDifference, standardDeviation, largestDeviation } = momentsOf(differences);
  if (differences.every((difference) => difference === 0)) return { kind: 'equal', meanDifference };
  const sizes = differences.map((_, at) => Math.abs(candidate[at]!) + Math.abs(baseline[at]!));
  if (isRounding(largestDeviation, momentsOf(sizes).largestSize)) return { kind: 'noSpread', meanDifference };
  const standardError = standardDeviation / Math.sqrt(count);
  return { kind: 'measured', meanDifference, standardError, degreesOfFreedom: count - 1 };
}

function estimateUnpaired({ candidate, baseline }: ComparedSides): DifferenceEstimate {
  const [own, other] = [momentsOf(candidate), momentsOf(baseline)];
  const meanDifference = own.mean - other.mean;
  if (own.count < 2 || other.count < 2) return { kind: 'tooFew', meanDifference };
  const size = Math.max(own.largestSize, other.largestSize);
  if (isRounding(Math.max(own.largestDeviation, other.largestDeviation), size)) {
    const isEqual = [candidate, baseline].every((values) => isAll(values, candidate[0]!));
    return { kind: isEqual ? 'equal' : 'noSpread', meanDifference };
  }
  const ownError = own.standardDeviation / Math.sqrt(own.count);
  const otherError = other.standardDeviation / Math.sqrt(other.count);
  const standardError = Math.hypot(ownError, otherError);
  const share = (ownError / standardError) ** 2;
  const degreesOfFreedom = 1 / (share ** 2 / (own.count - 1) + (1 - share) ** 2 / (other.count - 1));
  return { kind: 'measured', meanDifference, standardError, degreesOfFreedom };
}

/** Roundings that a value may have behind it, with those of its text, its difference and its mean, as a multiple of 2⁻⁵². */
const roundings = 10;

/** Whether deviations from a mean are no more than rounding makes of values of this size [G5]. */
function isRounding(largestDeviation: number, size: number): boolean {
  return largestDeviation <= roundings * Number.EPSILON * size;
}

function isAll(values: ArrayLike<number>, expected: number): boolean {
  return Array.from(values).every((value) => value === expected);
}
