import { numberText } from './cellText';
import { ExactNumber } from './exactNumber';
import { hexText } from './hexText';

/**
 * A nested value in RFC 8785 form: keys in code-unit order, numbers in shortest form, no white space. What JSON lacks:
 * bigints and exact decimals are digits, dates ISO 8601 text, bytes hex text; NaN, infinities and missing items are null, missing members left out.
 */
export function nestedText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return jsonString(value);
    case 'number':
      return Number.isFinite(value) ? numberText(value) : 'null';
    case 'bigint':
      return String(value);
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : objectJson(value);
    default:
      return 'null';
  }
}

function objectJson(value: object): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'null' : `"${value.toISOString()}"`;
  if (value instanceof Uint8Array) return `"${hexText(value)}"`;
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map((item) => nestedText(item)).join(',')}]`;
  if (ArrayBuffer.isView(value)) {
    return `[${Array.from(value as unknown as ArrayLike<number | bigint>, nestedText).join(',')}]`;
  }
  const members = Object.entries(value as Record<string, unknown>).filter(
    ([, member]) => member !== undefined,
  );
  members.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return `{${members.map(([name, member]) => `${jsonString(name)}:${nestedText(member)}`).join(',')}}`;
}

/** JSON.stringify escapes as RFC 8785 asks, but for lone surrogates, which the RFC refuses: they become U+FFFD. */
function jsonString(text: string): string {
  return JSON.stringify(
    text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD'),
  );
}
