/**
 * P(D_n ≤ x) by Durbin's matrix in the form of G. Marsaglia, W. W. Tsang and J. Wang, "Evaluating Kolmogorov's
 * Distribution" (2003): the middle entry of n!/n^n H^n, H of 2⌈nx⌉ − 1 rows. For small n x.
 */
export function durbinMatrix(x: number, n: number): number {
  const k = Math.ceil(n * x);
  const size = 2 * k - 1;
  let power: Scaled = { matrix: durbin(size, k - n * x), exponent: 0 };
  let result: Scaled | null = null;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result ? multiply(result, power, size) : power;
    if (rest > 1) power = multiply(power, power, size);
  }
  let value = result?.matrix[(k - 1) * size + k - 1] ?? 0;
  let exponent = result?.exponent ?? 0;
  for (let i = 1; i <= n; i += 1) {
    value = (i * value) / n;
    if (value < 1e-140) {
      value *= 1e140;
      exponent -= 140;
    }
  }
  return value * 10 ** exponent;
}

/** A matrix times a power of ten. */
interface Scaled {
  readonly matrix: Float64Array;
  readonly exponent: number;
}

function durbin(size: number, h: number): Float64Array {
  const inverseFactorials = new Float64Array(size + 1).fill(1);
  for (let j = 1; j <= size; j += 1) inverseFactorials[j] = (inverseFactorials[j - 1] ?? 0) / j;
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= Math.min(row + 1, size - 1); column += 1) {
      matrix[row * size + column] = inverseFactorials[row - column + 1] ?? 0;
    }
  }
  for (let j = 0; j < size; j += 1) {
    const edge = (1 - h ** (j + 1)) * (inverseFactorials[j + 1] ?? 0);
    matrix[j * size] = edge;
    matrix[(size - 1) * size + size - 1 - j] = edge;
  }
  matrix[(size - 1) * size] =
    (1 - 2 * h ** size + Math.max(2 * h - 1, 0) ** size) * (inverseFactorials[size] ?? 0);
  return matrix;
}

function multiply(left: Scaled, right: Scaled, size: number): Scaled {
  const product = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let middle = 0; middle < size; middle += 1) {
      const factor = left.matrix[row * size + middle] ?? 0;
      if (factor === 0) continue;
      for (let column = 0; column < size; column += 1) {
        const at = row * size + column;
        product[at] = (product[at] ?? 0) + factor * (right.matrix[middle * size + column] ?? 0);
      }
    }
  }
  const exponent = left.exponent + right.exponent;
  const centre = ((size - 1) / 2) * (size + 1);
  if ((product[centre] ?? 0) <= 1e140) return { matrix: product, exponent };
  for (let at = 0; at < product.length; at += 1) product[at] = (product[at] ?? 0) * 1e-140;
  return { matrix: product, exponent: exponent + 140 };
}
