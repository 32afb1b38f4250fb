import type { Steps } from '../../lib/steps';

/** Records by what they are of, kept as records come and go. Lists that were given out never change. */
export class RecordGroups<K, R> {
  private readonly groups = new Map<K, readonly R[]>();
  private readonly keyOf: (record: R) => K;
  private readonly order: (a: R, b: R) => number;

  /** `order` is that of the records within a group. */
  constructor(keyOf: (record: R) => K, order: (a: R, b: R) => number) {
    this.keyOf = keyOf;
    this.order = order;
  }

  of(key: K): readonly R[] {
    return this.groups.get(key) ?? [];
  }

  /** Puts records, which come in their order, into groups that are still empty. */
  fill(records: Iterable<R>): void {
    const filling = this.groups as Map<K, R[]>;
    for (const record of records) {
      const key = this.keyOf(record);
      const own = filling.get(key);
      if (own) own.push(record);
      else filling.set(key, [record]);
    }
  }

  /** Puts each group that was filled in any order in its own, with a stop after each; but that of null, which is of nothing. */
  *putInOrder(): Steps<void> {
    for (const [key, records] of this.groups) {
      if (key !== null) this.groups.set(key, records.toSorted(this.order));
      yield 0;
    }
  }

  /** Takes some records out and puts others in; gives the keys of the groups that are others now. */
  change({ removed, added }: { readonly removed: readonly R[]; readonly added: readonly R[] }): Set<K> {
    const touched = new Set([...removed, ...added].map(this.keyOf));
    const gone = new Set(removed);
    for (const key of touched) {
      const staying = gone.size === 0 ? this.of(key) : this.of(key).filter((record) => !gone.has(record));
      this.groups.set(key, staying);
    }
    for (const record of added) {
      const key = this.keyOf(record);
      this.groups.set(key, inserted(this.of(key), [record], this.order));
    }
    for (const key of touched) if (this.of(key).length === 0) this.groups.delete(key);
    return touched;
  }
}

/** A list in order with further records at their places: most come last. */
export function inserted<R>(list: readonly R[], records: readonly R[], order: (a: R, b: R) => number): R[] {
  const made = [...list];
  for (const record of records.toSorted(order)) {
    let at = made.length;
    while (at > 0 && order(made[at - 1]!, record) > 0) at -= 1;
    if (at === made.length) made.push(record);
    else made.splice(at, 0, record);
  }
  return made;
}
