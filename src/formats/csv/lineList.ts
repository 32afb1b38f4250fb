/** How many there were, and the lines on which the first of them begin. */
export interface ListedLines {
  readonly count: number;
  readonly firstLines: readonly number[];
}

/** How many lines are listed, of one piece and of a whole table. */
export const listedLineLimit = 20;

/** Counts lines, and lists the first of them. */
export class LineList {
  #count = 0;
  readonly #firstLines: number[] = [];

  get listed(): ListedLines {
    return { count: this.#count, firstLines: this.#firstLines };
  }

  add(line: number): void {
    this.#count++;
    if (this.#firstLines.length < listedLineLimit) this.#firstLines.push(line);
  }

  /** Adds those of a piece whose first line comes after `linesBefore` others. */
  addAll({ count, firstLines }: ListedLines, linesBefore: number): void {
    this.#count += count;
    for (const line of firstLines) {
      if (this.#firstLines.length < listedLineLimit) this.#firstLines.push(line + linesBefore);
    }
  }
}
