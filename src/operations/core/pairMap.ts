/** Values by two texts, such as a namespace and a name: quicker than by one text that is put together of both. */
export class PairMap<V> {
  private readonly byFirst = new Map<string, Map<string, { value: V }>>();
  private readonly inOrder: { value: V }[] = [];

  get(first: string, second: string): V | undefined {
    return this.byFirst.get(first)?.get(second)?.value;
  }

  has(first: string, second: string): boolean {
    return this.byFirst.get(first)?.has(second) === true;
  }

  set(first: string, second: string, value: V): void {
    const known = this.byFirst.get(first);
    const bySecond = known ?? new Map<string, { value: V }>();
    if (!known) this.byFirst.set(first, bySecond);
    const held = bySecond.get(second);
    if (held) {
      held.value = value;
      return;
    }
    const holder = { value };
    bySecond.set(second, holder);
    this.inOrder.push(holder);
  }

  get size(): number {
    return this.inOrder.length;
  }

  /** In the order in which their pairs first came. */
  values(): V[] {
    return this.inOrder.map(({ value }) => value);
  }
}
