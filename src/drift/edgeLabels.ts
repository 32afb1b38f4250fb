import type { ColumnType } from '../table/schema';

/** Edges as short as they can be while neighbours stay apart; dates and times as such. */
export function labelEdges(edges: readonly number[], type: ColumnType): readonly string[] {
  if (type === 'date' || type === 'timestamp' || type === 'time') return labelTimes(edges, type);
  for (let digits = 4; digits < 17; digits += 1) {
    const labels = edges.map((edge) => labelNumber(edge, digits));
    if (new Set(labels).size === edges.length) return labels;
  }
  return edges.map(String);
}

/** `12,480`, `0.3127`, `1.2e-9`, with a true minus sign. */
export function labelNumber(value: number, significantDigits: number): string {
  const rounded = Number(value.toPrecision(significantDigits));
  const size = Math.abs(rounded);
  if (size !== 0 && (size < 1e-4 || size >= 1e15))
    return rounded.toExponential().replace('-', '−').replace('e−', 'e-').replace('e+', 'e');
  const sign = rounded < 0 ? '−' : '';
  if (size < 1000) return `${sign}${size}`;
  const [whole = '', fraction] = String(size).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** Milliseconds as a date, a time of day, or both: as much of it as keeps the edges apart. */
function labelTimes(edges: readonly number[], type: ColumnType): readonly string[] {
  const texts = edges.map((edge) => isoText(edge));
  const [start, lengths] = type === 'time' ? [11, [5, 8, 12]] : [0, [10, 16, 19, 23]];
  for (const length of lengths) {
    const labels = texts.map((text) => text.slice(start, start + length).replace('T', ' '));
    if (new Set(labels).size === edges.length) return labels;
  }
  return texts;
}

function isoText(milliseconds: number): string {
  // Beyond ±8.64e15 there is no date; far years are written with a sign and six digits.
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : String(milliseconds);
}
