/**
 * The language of a pattern as far as it is regular and plainly written: characters, classes, groups, alternatives, counted
 * repetition, and anchors at its ends, with derivatives of it (Brzozowski, 1964).
 */
export type Expression =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'set'; readonly ranges: Ranges }
  | { readonly kind: 'then'; readonly first: Expression; readonly rest: Expression }
  | { readonly kind: 'either'; readonly options: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly inner: Expression; readonly min: number; readonly max: number };

/** UTF-16 units in rising ranges, both ends inside. */
type Ranges = readonly (readonly [number, number])[];

const lastUnit = 0xffff;
const nothing: Expression = { kind: 'nothing' };
const empty: Expression = { kind: 'empty' };
const anything: Expression = {
  kind: 'repeat',
  inner: { kind: 'set', ranges: [[0, lastUnit]] },
  min: 0,
  max: Number.POSITIVE_INFINITY,
};
const longestPattern = 400;

/** All texts that a pattern is found in; null where it is not plainly written. */
export function languageOf(pattern: string): Expression | null {
  if (pattern.length > longestPattern) return null;
  const parser = new PatternParser(pattern);
  return parser.language();
}

class PatternParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  language(): Expression | null {
    const isFromStart = this.#take('^');
    const isAlone = !this.#hasTopAlternative();
    const body = this.#alternatives(0);
    const isToEnd = this.#take('$');
    if (body === null || this.#at !== this.#text.length || (!isAlone && (isFromStart || isToEnd)))
      return null;
    const begun = isFromStart ? body : then(anything, body);
    return isToEnd ? begun : then(begun, anything);
  }

  /** An anchor beside a `|` belongs to one alternative alone. */
  #hasTopAlternative(): boolean {
    let depth = 0;
    for (const [found] of this.#text.matchAll(/\\.|\[(?:\\.|[^\]])*\]|[()|]/gs)) {
      if (found === '(') depth += 1;
      if (found === ')') depth -= 1;
      if (found === '|' && depth === 0) return true;
    }
    return false;
  }

  #alternatives(depth: number): Expression | null {
    if (depth > 20) return null;
    const options: Expression[] = [];
    do {
      const option = this.#sequence(depth);
      if (option === null) return null;
      options.push(option);
    } while (this.#take('|'));
    return either(options);
  }

  #sequence(depth: number): Expression | null {
    const parts: Expression[] = [];
    while (this.#at < this.#text.length && !'|)$'.includes(this.#text[this.#at]!)) {
      const atom = this.#atom(depth);
      const repeated = atom === null ? null : this.#repeated(atom);
      if (repeated === null) return null;
      parts.push(repeated);
    }
    return parts.reduceRight((rest, part) => then(part, rest), empty);
  }

  #atom(depth: number): Expression | null {
    if (this.#take('(')) {
      if (this.#text[this.#at] === '?' && !this.#take('?:')) return null;
      const inner = this.#alternatives(depth + 1);
      return this.#take(')') ? inner : null;
    }
    if (this.#take('[')) return this.#class();
    if (this.#take('.'))
      return {
        kind: 'set',
        ranges: inverted([
          [10, 10],
          [13, 13],
          [0x2028, 0x2029],
        ]),
      };
    const ranges = this.#unit();
    return ranges === null ? null : { kind: 'set', ranges };
  }

  #class(): Expression | null {
    const isInverted = this.#take('^');
    const ranges: (readonly [number, number])[] = [];
    while (!this.#take(']')) {
      const from = this.#unit(true);
      if (from === null) return null;
      const next = this.#text[this.#at + 1];
      if (this.#text[this.#at] !== '-' || next === ']') {
        ranges.push(...from);
        continue;
      }
      this.#at += 1;
      const to = this.#unit(true);
      if (to === null || !isOneUnit(from) || !isOneUnit(to)) return null;
      ranges.push([from[0]![0], to[0]![0]]);
    }
    const sorted = merged(ranges);
    return { kind: 'set', ranges: isInverted ? inverted(sorted) : sorted };
  }

  /** One character, or the class of an escape; null where it means something else. */
  #unit(isInClass = false): Ranges | null {
    const unit = this.#text.charCodeAt(this.#at);
    const character = this.#text[this.#at];
    this.#at += 1;
    if (Number.isNaN(unit) || character === undefined) return null;
    if (character !== '\\') return !isInClass && '^$*+?{}()|]'.includes(character) ? null : [[unit, unit]];
    const escaped = this.#text[this.#at] ?? '';
    this.#at += 1;
    const word: Ranges = [
      [48, 57],
      [65, 90],
      [95, 95],
      [97, 122],
    ];
    if (escaped === 'd') return [[48, 57]];
    if (escaped === 'w') return word;
    if (escaped === 'D') return inverted([[48, 57]]);
    if (escaped === 'W') return inverted(word);
    if (escaped === '' || /[a-z0-9]/i.test(escaped)) return null;
    return [[escaped.charCodeAt(0), escaped.charCodeAt(0)]];
  }

  #repeated(inner: Expression): Expression | null {
    const rest = this.#text.slice(this.#at);
    const match = /^(?:[*+?]|\{(\d{1,3})(?:(,)(\d{1,3})?)?\})/.exec(rest);
    if (match === null) return inner;
    const [whole, from, comma, to] = match;
    this.#at += whole.length;
    if ('?+*'.includes(this.#text[this.#at] ?? ' ')) return null;
    if (whole === '*') return repeat(inner, 0, Number.POSITIVE_INFINITY);
    if (whole === '+') return repeat(inner, 1, Number.POSITIVE_INFINITY);
    if (whole === '?') return repeat(inner, 0, 1);
    const most =
      comma === undefined ? Number(from) : to === undefined ? Number.POSITIVE_INFINITY : Number(to);
    return repeat(inner, Number(from), most);
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }
}

function isOneUnit(ranges: Ranges): boolean {
  return ranges.length === 1 && ranges[0]![0] === ranges[0]![1];
}

function then(first: Expression, rest: Expression): Expression {
  if (first.kind === 'nothing' || rest.kind === 'nothing') return nothing;
  if (first.kind === 'empty') return rest;
  if (rest.kind === 'empty') return first;
  return first.kind === 'then' ? then(first.first, then(first.rest, rest)) : { kind: 'then', first, rest };
}

function either(options: readonly Expression[]): Expression {
  const flat = options.flatMap((option) => (option.kind === 'either' ? option.options : [option]));
  const known = new Map(
    flat.filter(({ kind }) => kind !== 'nothing').map((option) => [JSON.stringify(option), option]),
  );
  if (known.size <= 1) return [...known.values()][0] ?? nothing;
  return {
    kind: 'either',
    options: [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, option]) => option),
  };
}

function repeat(inner: Expression, min: number, max: number): Expression {
  if (max <= 0) return empty;
  return min === 1 && max === 1 ? inner : { kind: 'repeat', inner, min, max };
}

/** Whether the empty text belongs to a language. */
export function hasEmpty(expression: Expression): boolean {
  switch (expression.kind) {
    case 'empty':
      return true;
    case 'then':
      return hasEmpty(expression.first) && hasEmpty(expression.rest);
    case 'either':
      return expression.options.some(hasEmpty);
    case 'repeat':
      return expression.min === 0 || hasEmpty(expression.inner);
    default:
      return false;
  }
}

/** What may follow a unit. */
export function derivative(expression: Expression, unit: number): Expression {
  switch (expression.kind) {
    case 'set':
      return expression.ranges.some(([from, to]) => unit >= from && unit <= to) ? empty : nothing;
    case 'then': {
      const first = then(derivative(expression.first, unit), expression.rest);
      return hasEmpty(expression.first) ? either([first, derivative(expression.rest, unit)]) : first;
    }
    case 'either':
      return either(expression.options.map((option) => derivative(option, unit)));
    case 'repeat': {
      const { inner, min, max } = expression;
      return then(derivative(inner, unit), repeat(inner, Math.max(0, min - 1), max - 1));
    }
    default:
      return nothing;
  }
}

/** The first unit of each stretch that no set of them tells apart; rising. */
export function representatives(...expressions: readonly Expression[]): readonly number[] {
  const starts = new Set([0]);
  const collect = (expression: Expression): void => {
    if (expression.kind === 'set')
      for (const [from, to] of expression.ranges) starts.add(from).add(Math.min(to + 1, lastUnit));
    if (expression.kind === 'then') [expression.first, expression.rest].forEach(collect);
    if (expression.kind === 'either') expression.options.forEach(collect);
    if (expression.kind === 'repeat') collect(expression.inner);
  };
  expressions.forEach(collect);
  return [...starts].sort((a, b) => a - b);
}

function merged(ranges: Ranges): Ranges {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const found: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = found.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

function inverted(ranges: Ranges): Ranges {
  const found: [number, number][] = [];
  let next = 0;
  for (const [from, to] of ranges) {
    if (from > next) found.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= lastUnit) found.push([next, lastUnit]);
  return found;
}
