import type { Recipe } from './recipe';
import { normalise, type Shares } from './shares';

/** Every zero becomes `zeroShare`; the result is not normalised again. */
export function replaceZeros(parts: Shares, zeroShare: number): Shares {
  return parts.map((part) => (part === 0 ? zeroShare : part));
}

/** `epsilon` is added to every share, then all are normalised. */
export function addEpsilon(parts: Shares, epsilon: number): Shares {
  return normalise(parts.map((part) => part + epsilon));
}

/**
 * What Evidently 0.7 puts in place of a side's zeros: `zeroShare`, or where the side's smallest non-zero share is at
 * most that, this share divided by `smallShareDivisor`.
 */
export function evidentlyZero(parts: Shares, zeroShare: number, smallShareDivisor: number): number {
  let smallest = Infinity;
  for (const part of parts) if (part > 0 && part < smallest) smallest = part;
  return smallest <= zeroShare ? smallest / smallShareDivisor : zeroShare;
}

/** Shares as the recipe's PSI sees them: without zeros, so that every logarithm exists. */
export function treatZeros(recipe: Recipe, parts: Shares): Shares {
  switch (recipe.name) {
    case 'deciles':
      return normalise(replaceZeros(parts, recipe.zeroShare));
    case 'proportions':
      return addEpsilon(parts, recipe.epsilon);
    case 'evidently':
      return replaceZeros(parts, evidentlyZero(parts, recipe.zeroShare, recipe.smallShareDivisor));
    case 'soda':
      return replaceZeros(parts, recipe.zeroShare);
  }
}
