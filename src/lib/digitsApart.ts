/**
 * The fewest significant digits, from `least` on, at which a figure stands on the same side of a threshold as it does with all of
 * its digits: 0.0996 beside 0.1 needs three, and two would say 0.10. At most 17, which tell all doubles apart.
 */
export function digitsApart(value: number, threshold: number, least: number): number {
  return digitsApartFromAll(value, [threshold], least);
}

/** The same over several thresholds at once: digits that would do for one may put the figure on the wrong side of another. */
export function digitsApartFromAll(value: number, thresholds: readonly number[], least: number): number {
  let digits = least;
  while (digits < 17 && !keepsItsSides(value, thresholds, digits)) digits += 1;
  return digits;
}

function keepsItsSides(value: number, thresholds: readonly number[], digits: number): boolean {
  const shown = Number(value.toPrecision(digits));
  return thresholds.every((threshold) => sideOf(shown, threshold) === sideOf(value, threshold));
}

function sideOf(value: number, threshold: number): number {
  return Math.sign(value - threshold);
}
