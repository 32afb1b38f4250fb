import type { DerivedKind, DerivedResults } from '../../src/storage/derivedResults';

/** Results that end with the test. */
export function derivedInMemory(): DerivedResults {
  const stored = new Map<string, unknown>();
  const keyOf = ({ name, rule }: DerivedKind<unknown>, inputs: string) => `${name} ${rule} ${inputs}`;
  return {
    read<T>(kind: DerivedKind<T>, inputs: readonly string[]) {
      const there = inputs.filter((each) => stored.has(keyOf(kind, each)));
      return Promise.resolve(new Map(there.map((each) => [each, stored.get(keyOf(kind, each)) as T])));
    },
    write(kind, inputs, result) {
      stored.set(keyOf(kind, inputs), structuredClone(result));
      return Promise.resolve();
    },
    clear() {
      stored.clear();
      return Promise.resolve();
    },
    close: () => undefined,
  };
}
