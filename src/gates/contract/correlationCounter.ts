import { isNumeric, type Cells } from './cells';

/** Pearson's correlation of two columns, over the rows in which both are finite numbers: co-moments that merge, around running means. */
export class CorrelationCounter {
  count = 0;
  #meanA = 0;
  #meanB = 0;
  #squaresA = 0;
  #squaresB = 0;
  #products = 0;

  take(a: Cells, b: Cells): void {
    for (let row = 0; row < a.length; row++) {
      if (a.isNull(row) || b.isNull(row) || !isNumeric(a.kind(row)) || !isNumeric(b.kind(row))) continue;
      const [x, y] = [a.number(row), b.number(row)];
      if (Number.isFinite(x) && Number.isFinite(y)) this.#add(x, y);
    }
  }

  #add(x: number, y: number): void {
    this.count += 1;
    const [offA, offB] = [x - this.#meanA, y - this.#meanB];
    this.#meanA += offA / this.count;
    this.#meanB += offB / this.count;
    this.#squaresA += offA * (x - this.#meanA);
    this.#squaresB += offB * (y - this.#meanB);
    this.#products += offA * (y - this.#meanB);
  }

  /** Takes in the rows that follow these. */
  merge(next: CorrelationCounter): void {
    if (next.count === 0) return;
    const count = this.count + next.count;
    const [offA, offB] = [next.#meanA - this.#meanA, next.#meanB - this.#meanB];
    const weight = (this.count * next.count) / count;
    this.#squaresA += next.#squaresA + offA * offA * weight;
    this.#squaresB += next.#squaresB + offB * offB * weight;
    this.#products += next.#products + offA * offB * weight;
    this.#meanA += (offA * next.count) / count;
    this.#meanB += (offB * next.count) / count;
    this.count = count;
  }

  /** In −1 to 1, to twelve digits, so that the order of rows does not tell; null for fewer than two rows, and where a column is constant. */
  value(): number | null {
    const spread = Math.sqrt(this.#squaresA) * Math.sqrt(this.#squaresB);
    if (this.count < 2 || spread === 0) return null;
    const rounded = Number((this.#products / spread).toPrecision(12));
    return Math.max(-1, Math.min(1, rounded));
  }
}
