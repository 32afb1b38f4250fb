import { decodeUtf8 } from '../../table/utf8';
import type { ReadOptions } from '../../table/schema';

/** How cells are read otherwise than they stand, by choice ([C23] in SPEC.md). */
export interface ValueRules {
  readonly decimal: '.' | ',';
  /** Empty where there are none. */
  readonly thousands: string;
  readonly nullTexts: readonly string[];
}

/** Null where cells are read as they stand. */
export function valueRulesOf({ decimal, thousands, nullTexts }: ReadOptions): ValueRules | null {
  if (decimal === undefined && thousands === undefined && (nullTexts ?? []).length === 0) return null;
  return { decimal: decimal ?? '.', thousands: thousands ?? '', nullTexts: nullTexts ?? [] };
}

const longestValue = 64;

/** Reads single cells by such rules. */
export class ValueReader {
  readonly #rules: ValueRules;
  readonly #nulls: ReadonlySet<string>;
  readonly #number: RegExp | null;
  readonly #longest: number;

  constructor(rules: ValueRules) {
    this.#rules = rules;
    this.#nulls = new Set(rules.nullTexts);
    this.#number = rules.decimal === '.' && rules.thousands === '' ? null : numberPattern(rules);
    this.#longest = Math.max(longestValue, ...rules.nullTexts.map((text) => text.length * 3));
  }

  /** What a cell is read as: empty for a null text, a number with a point for one with other marks; null where it stays as it is. */
  valueOf(bytes: Uint8Array, start: number, end: number): string | null {
    if (end === start || end - start > this.#longest) return null;
    const text = decodeUtf8(bytes, start, end);
    const trimmed = text.trim();
    if (this.#nulls.has(text) || this.#nulls.has(trimmed)) return '';
    if (this.#number?.test(trimmed) !== true) return null;
    const { decimal, thousands } = this.#rules;
    const whole = thousands === '' ? trimmed : trimmed.replaceAll(marksLike(thousands), '');
    return decimal === ',' ? whole.replace(',', '.') : whole;
  }
}

/** A blank between thousands may be a narrow or unbreakable one, an apostrophe a curved one. */
function marksLike(thousands: string): RegExp {
  if (thousands === ' ') return /[ \u00A0\u202F]/g;
  return thousands === "'" ? /['’]/g : thousands === '.' ? /\./g : /,/g;
}

function numberPattern({ decimal, thousands }: ValueRules): RegExp {
  const mark = thousands === '' ? '' : `|\\d{1,3}(?:${marksLike(thousands).source}\\d{3})+`;
  const point = decimal === ',' ? ',' : '\\.';
  return new RegExp(`^[+-]?(?:(?:\\d+${mark})(?:${point}\\d*)?|${point}\\d+)(?:[eE][+-]?\\d+)?$`);
}
