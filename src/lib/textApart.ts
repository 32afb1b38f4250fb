/**
 * A figure with so many decimals, or as many more as tell it apart from what it is compared with: `0.0996` beside a limit of 0.1, where two
 * decimals would say `0.10`. What equals a limit to nine digits is equal to it.
 */
export function textApart(value: number, limits: readonly number[], decimals = 2): string {
  for (let digits = decimals; digits < 16; digits += 1) {
    const text = value.toFixed(digits);
    if (limits.every((limit) => isApart(Number(text), value, limit))) return text;
  }
  return String(value);
}

/** Whether a figure as it is shown lies on its own side of a limit. */
function isApart(shown: number, value: number, limit: number): boolean {
  const isEqual = Math.abs(value - limit) <= 1e-9 * Math.abs(limit);
  return isEqual || Math.sign(shown - limit) === Math.sign(value - limit);
}
