/**
 * P-values adjusted so that those under α have a false discovery rate of at most α (Benjamini and Hochberg 1995):
 * min over j ≥ i of p_(j) m / j, at most 1, in the order given. Empty for none.
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const descending = pValues.map((_, index) => index).sort((a, b) => (pValues[b] ?? 0) - (pValues[a] ?? 0));
  const adjusted = pValues.map(() => 1);
  let least = 1;
  descending.forEach((index, place) => {
    const rank = pValues.length - place;
    least = Math.min(least, ((pValues[index] ?? 1) * pValues.length) / rank);
    adjusted[index] = least;
  });
  return adjusted;
}
