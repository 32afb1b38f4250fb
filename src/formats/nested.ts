/** A struct's members under their names; where a name comes twice, as pairs, so that nothing is lost. */
export function structValue(names: readonly string[], values: readonly unknown[]): unknown {
  return new Set(names).size === names.length
    ? objectOf(names, values)
    : names.map((name, index) => [name, values[index]]);
}

/**
 * A map as every format is read: an object whose members are named by the keys' text, which is how JSON writes one. Where a
 * key comes twice, or has no text of its own, it is a list of pairs in the order of the file: nothing is lost.
 */
export function mapValue(keys: readonly unknown[], values: readonly unknown[]): unknown {
  const names = keys.map(nameOf);
  const isObject = !names.includes(null) && new Set(names).size === names.length;
  return isObject ? objectOf(names as string[], values) : keys.map((key, index) => [key, values[index]]);
}

function nameOf(key: unknown): string | null {
  switch (typeof key) {
    case 'string':
      return key;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(key);
    default:
      return null;
  }
}

function objectOf(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  // `fromEntries` defines members, so that `__proto__` is a name like any other.
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}
