import type { Random } from '../lib/ports';
import { stirlingError } from './logarithms';

/**
 * How many of `marked` among `total` rows are in a sample of `drawn` of them: a draw from the hypergeometric distribution, by adding up probabilities from
 * the mode on to both sides. Takes a time proportional to the standard deviation.
 */
export function hypergeometricDraw(random: Random, total: number, marked: number, drawn: number): number {
  const least = Math.max(0, drawn + marked - total);
  const most = Math.min(drawn, marked);
  if (least >= most) return most;
  const mode = Math.min(most, Math.max(least, Math.floor(((drawn + 1) * (marked + 1)) / (total + 2))));
  const atMode = Math.exp(
    logChoose(marked, mode) + logChoose(total - marked, drawn - mode) - logChoose(total, drawn),
  );
  let left = random() - atMode;
  let [below, above, pBelow, pAbove] = [mode, mode, atMode, atMode];
  while (left > 0 && (below > least || above < most)) {
    if (above < most) {
      pAbove *= ((marked - above) * (drawn - above)) / ((above + 1) * (total - marked - drawn + above + 1));
      above += 1;
      left -= pAbove;
      if (left <= 0) return above;
    }
    if (below > least) {
      pBelow *= (below * (total - marked - drawn + below)) / ((marked - below + 1) * (drawn - below + 1));
      below -= 1;
      left -= pBelow;
      if (left <= 0) return below;
    }
  }
  return mode;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

const halfLogTwoPi = 0.918_938_533_204_672_8;
const small = new Float64Array(1024);
for (let n = 2; n < small.length; n += 1) small[n] = small[n - 1]! + Math.log(n);

function logFactorial(n: number): number {
  return n < small.length ? small[n]! : stirlingError(n) + (n + 0.5) * Math.log(n) - n + halfLogTwoPi;
}
