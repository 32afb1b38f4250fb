import { derivative, hasEmpty, languageOf, representatives, type Expression } from './patternLanguage';

/** Pairs of states that are looked at before the answer is null. */
const mostPairs = 4000;

/** Whether every text that `inner` matches is matched by `outer`; null where that is not decided here. */
export function isContained(inner: string, outer: string): boolean | null {
  const [a, b] = [languageOf(inner), languageOf(outer)];
  if (a === null || b === null) return null;
  const seen = new Set<string>();
  const waiting: (readonly [Expression, Expression])[] = [[a, b]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [left, right] = pair;
    if (left.kind === 'nothing') continue;
    const key = `${JSON.stringify(left)}\u0000${JSON.stringify(right)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > mostPairs || key.length > 100_000) return null;
    if (hasEmpty(left) && !hasEmpty(right)) return false;
    for (const unit of representatives(left, right))
      waiting.push([derivative(left, unit), derivative(right, unit)]);
  }
  return true;
}
