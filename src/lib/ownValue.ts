/** What a table holds under a key that comes from outside: `constructor` and the like, which every object inherits, are not there. */
export function ownValue<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** A table to be filled by keys from outside: `__proto__` is one like any other. */
export function openTable<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}
