import type { MomentsState } from './columnState';

/** Of no values at all. */
export const noMoments: MomentsState = { count: 0, mean: 0, sumOfSquares: 0 };

/** Moments of `values[0]` to `values[count - 1]`, in two passes with the rounding of the mean corrected. */
export function momentsOf(values: ArrayLike<number>, count = values.length): MomentsState {
  if (count === 0) return noMoments;
  // Values are scaled by the count before they are added, so that no sum overflows where the mean does not.
  let mean = 0;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  if (Number.isFinite(sum)) mean = sum / count;
  else for (let i = 0; i < count; i++) mean += values[i]! / count;
  let sumOfSquares = 0;
  let rest = 0;
  for (let i = 0; i < count; i++) {
    const deviation = values[i]! - mean;
    sumOfSquares += deviation * deviation;
    rest += deviation;
  }
  const correction = rest / count;
  if (!Number.isFinite(sumOfSquares)) return { count, mean, sumOfSquares };
  return { count, mean: mean + correction, sumOfSquares: sumOfSquares - rest * correction };
}

/** Moments of values that stand for `weights[i]` values each. */
export function weightedMoments(values: Float64Array, weights: Float64Array): MomentsState {
  let moments = noMoments;
  let count = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    count += weights[i]!;
    sum += values[i]! * weights[i]!;
  }
  if (count === 0) return moments;
  let mean = 0;
  if (Number.isFinite(sum)) mean = sum / count;
  else for (let i = 0; i < values.length; i++) mean += values[i]! * (weights[i]! / count);
  let sumOfSquares = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i]! - mean;
    sumOfSquares += weights[i]! * deviation * deviation;
    rest += weights[i]! * deviation;
  }
  moments = { count, mean, sumOfSquares };
  if (!Number.isFinite(sumOfSquares)) return moments;
  const correction = rest / count;
  return { count, mean: mean + correction, sumOfSquares: sumOfSquares - rest * correction };
}

/** Moments of two sides together (Chan, Golub and LeVeque, "Updating formulae", 1979). */
export function mergeMoments(a: MomentsState, b: MomentsState): MomentsState {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + delta * (b.count / count),
    sumOfSquares: a.sumOfSquares + b.sumOfSquares + delta * delta * a.count * (b.count / count),
  };
}
