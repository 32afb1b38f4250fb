import type { Cells } from './cells';
import type { PatternAutomaton } from './patternAutomaton';

/** Which of some texts a pattern is found in, by ECMA-262; null where that took longer than its budget allows. */
export type MatchPattern = (pattern: string, texts: readonly string[]) => Uint8Array | null;

const known = new WeakMap<Cells, Map<string, Uint8Array | null>>();

/**
 * By value, 1 where it is no null and a pattern is not found in it; null where that could not be told. A pattern that has an automaton needs no
 * watching. What several clauses ask of one column
 * is told once, and each of its texts is looked at once.
 */
export function unmatched(
  cells: Cells,
  pattern: string,
  automaton: PatternAutomaton | null,
  match: MatchPattern,
): Uint8Array | null {
  const patterns = known.get(cells) ?? new Map<string, Uint8Array | null>();
  known.set(cells, patterns);
  const before = patterns.get(pattern);
  if (before !== undefined) return before;
  const found = automaton === null ? find(cells, pattern, match) : findPlain(cells, automaton);
  patterns.set(pattern, found);
  return found;
}

function findPlain(cells: Cells, automaton: PatternAutomaton): Uint8Array {
  const found = new Uint8Array(cells.length);
  for (let at = 0; at < cells.length; at++) if (!cells.isNull(at) && !cells.has(at, automaton)) found[at] = 1;
  return found;
}

function find(cells: Cells, pattern: string, match: MatchPattern): Uint8Array | null {
  const places = new Map<string, number>();
  const placeOf = new Int32Array(cells.length).fill(-1);
  for (let at = 0; at < cells.length; at++) {
    if (cells.isNull(at)) continue;
    const text = cells.text(at);
    const place = places.get(text) ?? places.size;
    if (place === places.size) places.set(text, place);
    placeOf[at] = place;
  }
  const found = match(pattern, [...places.keys()]);
  if (found === null) return null;
  return Uint8Array.from(placeOf, (place) => (place !== -1 && found[place] === 0 ? 1 : 0));
}
