import { err, ok, type Result } from '../../lib/result';
import type { MomentsState } from '../../profile/columnState';
import type { SketchedColumn } from '../../profile/sketched/sketchedColumn';
import { hasNumbers, itemOfCell, itemTypeOfValues, type ValueType } from '../../profile/sketched/valueType';
import { type FrequentSketch, readFrequent } from '../../sketches/frequentItems';
import { readHll } from '../../sketches/hll';
import { type KllItems, type KllSketch, readKll } from '../../sketches/kll';
import { nameSketch } from '../../sketches/nameSketch';
import type { SketchFailure } from '../../sketches/sketchFault';
import { readTheta } from '../../sketches/theta';
import { fromBase64 } from '../base64';
import { Refusal } from '../refusal';

/** The cells of one row by the names of their columns; missing ones are not there. */
export type RowCells = ReadonlyMap<string, string>;

/** Which column of a row is which of the table. */
export interface ProfiledColumn {
  readonly index: number;
  readonly name: string;
  readonly type: ValueType;
}

/** What one row says of one column. Throws a `Refusal` where its figures do not go together. */
export function sketchedColumnOf(cells: RowCells, column: ProfiledColumn, rowCount: number): SketchedColumn {
  return new ColumnCells(cells, column, rowCount).read();
}

/** Figures of one column in one row. */
class ColumnCells {
  readonly #cells: RowCells;
  readonly #column: ProfiledColumn;
  readonly #rowCount: number;

  constructor(cells: RowCells, column: ProfiledColumn, rowCount: number) {
    this.#cells = cells;
    this.#column = column;
    this.#rowCount = rowCount;
  }

  read(): SketchedColumn {
    const { name, type } = this.#column;
    const notNull = this.#count('count') ?? 0;
    const nan = this.#count('nan') ?? 0;
    const valueCount = notNull - nan - (this.#count('empty') ?? 0);
    if (notNull > this.#rowCount || valueCount < 0)
      this.#refuse(`${notNull} values of which ${notNull - valueCount} are none, in ${this.#rowCount} rows`);
    const infiniteCount = hasFloats(type) ? this.#count('infinite') : 0;
    const trueCount = type.kind === 'boolean' ? this.#count('true') : null;
    if ((trueCount ?? 0) > valueCount) this.#refuse(`${trueCount} of ${valueCount} values are true`);
    return {
      name,
      type,
      rowCount: this.#rowCount,
      valueCount,
      infiniteCount,
      min: this.#extreme('min'),
      max: this.#extreme('max'),
      finite: this.#finite(),
      moments: this.#moments(valueCount - (infiniteCount ?? 0)),
      lengths: this.#lengths(valueCount),
      trueCount,
      quantiles: this.#quantiles(valueCount - (infiniteCount ?? 0)),
      distinct: this.#distinct(),
      frequent: this.#frequent(notNull, valueCount),
    };
  }

  #refuse(message: string, kind: 'malformed' | 'unsupported' | 'tooLarge' = 'malformed'): never {
    throw new Refusal(kind, `column ${JSON.stringify(this.#column.name)}: ${message}`);
  }

  #cell(figure: string): string | null {
    const cell = this.#cells.get(`c${this.#column.index}_${figure}`);
    return cell === undefined || cell === '' ? null : cell;
  }

  #count(figure: string): number | null {
    const cell = this.#cell(figure);
    if (cell === null) return null;
    const count = Number(cell);
    if (!/^\d+$/.test(cell) || !Number.isSafeInteger(count)) this.#refuse(`${figure} is no count: ${cell}`);
    return count;
  }

  #number(figure: string): number | null {
    const cell = this.#cell(figure);
    const number = cell === null ? Number.NaN : Number(cell);
    return Number.isFinite(number) ? number : null;
  }

  #extreme(figure: 'min' | 'max'): SketchedColumn['min'] {
    const cell = this.#cell(figure);
    return cell === null ? null : itemOfCell(this.#column.type, cell);
  }

  #finite(): SketchedColumn['finite'] {
    const [min, max] = [this.#number('finite_min'), this.#number('finite_max')];
    if (min === null || max === null) return null;
    if (min > max) this.#refuse('its least value is above its greatest');
    return { min, max };
  }

  #moments(count: number): MomentsState | null {
    const mean = this.#number('mean');
    if (mean === null || count <= 0 || !hasNumbers(this.#column.type)) return null;
    const deviation = this.#number('sd');
    if (deviation === null && count > 1) return null;
    return { count, mean, sumOfSquares: (deviation ?? 0) ** 2 * (count - 1) };
  }

  #lengths(valueCount: number): SketchedColumn['lengths'] {
    const [min, max, mean] = [
      this.#count('length_min'),
      this.#count('length_max'),
      this.#number('length_mean'),
    ];
    return min === null || max === null || mean === null ? null : { min, max, sum: mean * valueCount };
  }

  #quantiles(count: number): KllSketch | null {
    const bytes = this.#sketch('kll', 'kll');
    if (bytes === null) return null;
    let read: Result<KllSketch, SketchFailure> | null = null;
    for (const items of kllItemsOf(this.#column.type)) {
      read = readKll(bytes, items);
      if (read.ok) break;
    }
    const sketch = this.#read(
      read ?? err({ kind: 'malformed', message: 'quantiles of what has no numbers' }),
    );
    if (sketch.count !== count) this.#refuse(`its quantiles are of ${sketch.count} values, not ${count}`);
    return sketch;
  }

  #distinct(): SketchedColumn['distinct'] {
    const hll = this.#sketch('hll', 'hll');
    if (hll !== null) return this.#read(readHll(hll));
    const theta = this.#sketch('theta', 'theta');
    return theta === null ? null : this.#read(readTheta(theta));
  }

  /** NaN and empty text may be among the items; they are no values. */
  #frequent(notNull: number, valueCount: number): FrequentSketch | null {
    const bytes = this.#sketch('top', 'frequent');
    if (bytes === null) return null;
    const sketch = this.#read(readFrequent(bytes, itemTypeOfValues(this.#column.type)));
    const { totalWeight, nullCount } = sketch;
    if (totalWeight !== notNull && totalWeight !== valueCount)
      this.#refuse(`its frequent values are of ${totalWeight} values, not ${valueCount}`);
    if (nullCount !== null && nullCount + totalWeight !== this.#rowCount)
      this.#refuse(`its frequent values are of ${nullCount + totalWeight} rows, not ${this.#rowCount}`);
    return sketch;
  }

  /** The bytes of a sketch: base64 or hexadecimal text, alone or within Spark's struct. */
  #sketch(figure: string, kind: 'kll' | 'hll' | 'theta' | 'frequent'): Uint8Array | null {
    const cell = this.#cell(figure);
    if (cell === null) return null;
    const bytes = bytesOfText(sketchWithin(cell));
    if (bytes === null) return this.#refuse(`${figure} is neither base64 nor hexadecimal`);
    const named = nameSketch(bytes);
    if (!named.isRead) return this.#refuse(`${figure} is ${named.name}, which is not read`, 'unsupported');
    if (named.kind !== kind) return this.#refuse(`${figure} is a sketch of another kind (${named.kind})`);
    return bytes;
  }

  #read<T>(read: Result<T, SketchFailure>): T {
    return read.ok ? read.value : this.#refuse(read.error.message, read.error.kind);
  }
}

function hasFloats({ kind }: ValueType): boolean {
  return kind === 'double' || kind === 'float';
}

/** What the items of quantiles may be; their bytes do not say. */
function kllItemsOf(type: ValueType): readonly KllItems[] {
  switch (type.kind) {
    case 'float':
      return ['float', 'double'];
    case 'double':
    case 'decimal':
      return ['double'];
    default:
      return hasNumbers(type) ? ['bigint'] : [];
  }
}

/** The text of the sketch in the struct that `approx_top_k_accumulate` gives. */
function sketchWithin(cell: string): string {
  if (!cell.startsWith('{')) return cell;
  const { sketch } = structOf(cell);
  return typeof sketch === 'string' ? sketch : '';
}

/** Spark's struct of frequent items, as JSON. */
export function structOf(cell: string): { readonly sketch?: unknown; readonly itemDataTypeDDL?: unknown } {
  try {
    return JSON.parse(cell) as { sketch?: unknown; itemDataTypeDDL?: unknown };
  } catch {
    return {};
  }
}

/** Hexadecimal text of a sketch has no capitals, and base64 of one always has. Spark breaks base64 into lines. */
function bytesOfText(given: string): Uint8Array | null {
  const text = given.replaceAll(/[\r\n]+/g, '');
  if (!/^(?:[0-9a-f]{2})+$/.test(text)) return text === '' ? null : fromBase64(text);
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    Number.parseInt(text.slice(2 * at, 2 * at + 2), 16),
  );
}

/** Runs a reader of a row; what it refuses is a failure. */
export function refusedOr<T>(read: () => T): Result<T, Refusal> {
  try {
    return ok(read());
  } catch (error) {
    if (error instanceof Refusal) return err(error);
    throw error;
  }
}
