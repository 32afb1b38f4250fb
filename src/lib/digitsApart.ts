/**
 * The fewest significant digits, from `least` on, at which a figure stands on the same side of a threshold as it does with all of
 * its digits: 0.0996 beside 0.1 needs three, and two would say 0.10. At most 17, which tell all doubles apart.
 */
export function digitsApart(value: number, threshold: number, least: number): number {
  let digits = least;
  while (digits < 17 && sideOf(Number(value.toPrecision(digits)), threshold) !== sideOf(value, threshold))
    digits += 1;
  return digits;
}

/** The same over several thresholds. */
export function digitsApartFromAll(value: number, thresholds: readonly number[], least: number): number {
  return Math.max(least, ...thresholds.map((threshold) => digitsApart(value, threshold, least)));
}

function sideOf(value: number, threshold: number): number {
  return Math.sign(value - threshold);
}
