import type { Store, Transaction } from '../../src/operations/core/store';

/** What a store was asked: how many questions, and how many of them had to wait for the answer of another. */
export interface Asked {
  questions: number;
  waits: number;
}

/** A store that counts what it is asked. Questions that are asked together are one wait. */
export function countingStore(store: Store, asked: Asked): Store {
  let open = 0;
  const counted = (transaction: Transaction): Transaction =>
    new Proxy(transaction, {
      get(target, name: keyof Transaction) {
        const own: unknown = target[name];
        if (typeof own !== 'function') return own;
        return async (...given: unknown[]) => {
          asked.questions += 1;
          if (open === 0) asked.waits += 1;
          open += 1;
          try {
            return await (own as (...given: unknown[]) => Promise<unknown>).apply(target, given);
          } finally {
            open -= 1;
          }
        };
      },
    });
  return {
    read: (body) => store.read((transaction) => body(counted(transaction))),
    write: (body) => store.write((transaction) => body(counted(transaction))),
    wipe: () => store.wipe(),
  };
}

/** A list that counts how many of its elements are looked at. */
export function countingList<T>(list: readonly T[], seen: { looks: number }): readonly T[] {
  return new Proxy(list, {
    get(target, name, self) {
      if (typeof name === 'string' && /^\d+$/.test(name)) seen.looks += 1;
      return Reflect.get(target, name, self) as unknown;
    },
  });
}
