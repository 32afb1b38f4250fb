/** A kind of value with its article; `int` and `array` are the words of zod. */
export function asText(expected: unknown): string {
  const kind = String(expected);
  if (kind === 'int') return 'a whole number';
  if (kind === 'null') return 'null';
  if (kind === 'array') return 'a list';
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

/** What a value is, where another kind was expected. */
export function kindOf(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'number' && !Number.isFinite(input)) return 'no finite number';
  return asText(typeof input);
}

/** A value as a fault shows it. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : kindOf(value);
}
