import { derivative, hasEmpty, languageOf, representatives, type Expression } from './patternLanguage';

/** A pattern that needs more states is left to the platform. */
const mostStates = 128;
/** Characters of all states as they are written, one for each unit that leads to it. */
const mostWork = 50_000;
/** UTF-8 and UTF-16 have the same units below. */
const asciiEnd = 128;

/**
 * What finds a plainly written pattern in texts, a step a unit whatever they hold, so that no text can make it slow. It finds what
 * ECMA-262 does: tests hold both against each other.
 */
export class PatternAutomaton {
  /** By unit below 128, its class: no set of the pattern tells units of one class apart. */
  readonly #classes = new Uint8Array(asciiEnd);
  readonly #starts: readonly number[];
  /** By state and class, the next state. */
  readonly #next: Uint16Array;
  readonly #isFound: Uint8Array;
  /** States that nothing leads out of. */
  readonly #isLast: Uint8Array;

  constructor(starts: readonly number[], next: Uint16Array, isFound: Uint8Array) {
    this.#starts = starts;
    this.#next = next;
    this.#isFound = isFound;
    this.#isLast = isFound.map((_, state) =>
      Number(starts.every((_start, each) => next[state * starts.length + each] === state)),
    );
    for (let unit = 0; unit < asciiEnd; unit++) this.#classes[unit] = this.#classOf(unit);
  }

  /** Whether the pattern is found in a text. */
  finds(text: string): boolean {
    let state = 0;
    for (let at = 0; at < text.length && this.#isLast[state] === 0; at++)
      state = this.#next[state * this.#starts.length + this.#classOf(text.charCodeAt(at))]!;
    return this.#isFound[state] === 1;
  }

  /** The same of the bytes of a text in UTF-8; null where one is not of ASCII, and the text decides. */
  findsBytes(bytes: Uint8Array, start: number, end: number): boolean | null {
    const width = this.#starts.length;
    let state = 0;
    for (let at = start; at < end && this.#isLast[state] === 0; at++) {
      const byte = bytes[at]!;
      if (byte >= asciiEnd) return null;
      state = this.#next[state * width + this.#classes[byte]!]!;
    }
    return this.#isFound[state] === 1;
  }

  #classOf(unit: number): number {
    let [from, to] = [0, this.#starts.length - 1];
    while (from < to) {
      const middle = (from + to + 1) >> 1;
      if (this.#starts[middle]! <= unit) from = middle;
      else to = middle - 1;
    }
    return from;
  }
}

/** The automaton of a pattern; null where it is not plainly written, or needs too many states. */
export function automatonOf(pattern: string): PatternAutomaton | null {
  const language = languageOf(pattern);
  if (language === null) return null;
  const starts = representatives(language);
  if (starts.length > asciiEnd) return null;
  const numbers = new Map<string, number>();
  const states: Expression[] = [];
  let work = 0;
  const numberOf = (state: Expression): number | null => {
    const key = JSON.stringify(state);
    work += key.length;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    if (states.length === mostStates || work > mostWork) return null;
    numbers.set(key, states.length);
    return states.push(state) - 1;
  };
  if (numberOf(language) === null) return null;
  const next: number[] = [];
  for (let at = 0; at < states.length; at++)
    for (const unit of starts) {
      const number = numberOf(derivative(states[at]!, unit));
      if (number === null) return null;
      next.push(number);
    }
  return new PatternAutomaton(
    starts,
    Uint16Array.from(next),
    Uint8Array.from(states, (state) => Number(hasEmpty(state))),
  );
}
