/** Where the outermost array and its elements begin and end in bytes that come in pieces. It checks nothing else. */
export class ElementScanner {
  state: 'before' | 'inside' | 'after' = 'before';
  #depth = 0;
  #isInString = false;
  #isEscaped = false;

  /**
   * Scans `bytes` from `from` on. Gives the index of the outermost `[`, of the last comma between its elements, and
   * of its `]`; null for those that are not there.
   */
  scan(
    bytes: Uint8Array,
    from: number,
  ): { readonly start: number | null; readonly lastComma: number | null; readonly end: number | null } {
    let start: number | null = null;
    let lastComma: number | null = null;
    for (let at = from; at < bytes.length && this.state !== 'after'; at++) {
      const byte = bytes[at]!;
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (byte === 0x5c) this.#isEscaped = true;
        else if (byte === 0x22) this.#isInString = false;
      } else if (byte === 0x22) this.#isInString = true;
      else if (byte === 0x2c) {
        if (this.#depth === 1) lastComma = at;
      } else if (byte === 0x5b || byte === 0x7b) {
        this.#depth++;
        if (this.state === 'before') {
          if (byte === 0x7b) return { start, lastComma, end: null };
          this.state = 'inside';
          start = at;
        }
      } else if (byte === 0x5d || byte === 0x7d) {
        this.#depth--;
        if (this.#depth === 0) {
          this.state = 'after';
          return { start, lastComma, end: at };
        }
      }
    }
    return { start, lastComma, end: null };
  }
}
