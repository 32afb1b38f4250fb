/**
 * P(D_n ≤ x) by the series of W. Pelz and I. J. Good, "Approximating the Lower Tail-Areas of the Kolmogorov–Smirnov One-Sample
 * Statistic" (1976): K0(z) + K1(z)/√n + K2(z)/n + K3(z)/n^1.5 with z = x√n. For large n.
 */
export function pelzGood(x: number, n: number): number {
  const z = x * Math.sqrt(n);
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const pi2 = Math.PI * Math.PI;
  const pi4 = pi2 * pi2;
  const exponent = -pi2 / 8 / z2;
  if (exponent < -708) return 0;
  const count = Math.ceil((16 * z) / Math.PI);

  // Over odd m, each with the weight q^(m²), q = e^(−π²/8z²).
  let [k0, k1, k2, k3] = [0, 0, 0, 0];
  for (let k = count; k >= 1; k -= 1) {
    const m2 = (2 * k - 1) ** 2;
    const m4 = m2 * m2;
    const weight = Math.exp(exponent * m2);
    k0 += weight;
    k1 += weight * (-z2 + (pi2 / 4) * m2);
    k2 += weight * (6 * z6 + 2 * z4 + ((2 * z4 - 5 * z2) * pi2 * m2) / 4 + (pi4 * (1 - 2 * z2) * m4) / 16);
    k3 +=
      weight *
      (-30 * z6 -
        90 * z4 * z4 +
        (pi2 * (135 * z4 - 96 * z6) * m2) / 4 +
        (pi4 * (-60 * z2 + 212 * z4) * m4) / 16 +
        (pi4 * pi2 * (5 - 30 * z2) * m4 * m2) / 64);
  }
  const root = Math.sqrt(2 * Math.PI);
  k0 *= root / z;
  k1 *= root / (6 * z4);
  k2 *= root / (72 * z6 * z);
  k3 *= root / (6480 * z6 * z4);

  // Over all k ≥ 1, each with the weight e^(−π²k²/2z²).
  let extra2 = 0;
  let extra3 = 0;
  for (let k = count; k >= 1; k -= 1) {
    const weight = k * k * Math.exp((-pi2 * k * k) / 2 / z2);
    extra2 += weight;
    extra3 += weight * (3 * z2 - pi2 * k * k);
  }
  k2 -= (extra2 * pi2 * root) / (36 * z2 * z);
  k3 += (extra3 * pi2 * root) / (216 * z6);
  return k0 + k1 / Math.sqrt(n) + k2 / n + k3 / n ** 1.5;
}
