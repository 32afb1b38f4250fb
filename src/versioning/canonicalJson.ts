import type { Json } from '../lib/json';

/**
 * RFC 8785 (JSON Canonicalization Scheme): members by UTF-16 code units of their names, numbers as ECMAScript prints
 * them, no white space. A lone surrogate, which the RFC refuses, stays as the escape `\udXXX`. NaN and infinities are
 * bugs and throw. Rule [V1] of SPEC.md.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} is not JSON`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name]!)}`);
  return `{${members.join(',')}}`;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
