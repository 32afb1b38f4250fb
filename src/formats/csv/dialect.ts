import { canonicalText } from '../../table/cellText';
import { kind } from '../../table/kinds';
import type { ReadOptions } from '../../table/schema';
import { decodeUtf8 } from '../../table/utf8';
import { readRecord } from './record';

/** How a delimited text is written; quotes are `"`, doubled inside quotes, as in RFC 4180. */
export interface CsvDialect {
  /** The delimiter's byte, below 0x80. */
  readonly delimiter: number;
  readonly hasHeader: boolean;
}

const sampledRecords = 200;
const sampledFields = 100;
const usualDelimiters = [44, 9, 59, 124];
/** Colons and spaces stand in times and in prose, too: they need better reasons. */
const rareDelimiters = [58, 32];
const comma = 44;

interface Candidate {
  readonly delimiter: number;
  readonly records: readonly (readonly string[])[];
  readonly fieldCount: number;
  /** The share of records that have `fieldCount` fields. */
  readonly consistency: number;
  /** The share of cells that are more than text. */
  readonly typedShare: number;
}

/**
 * Finds the delimiter that divides the first records most evenly (of `,` tab `;` `|`, then `:` and space), and whether the
 * first record names the columns: it does unless one of its cells is a number, a date, a time or a boolean. `head` is
 * the beginning of the text in UTF-8 without a byte order mark; `isWhole` that it is all of it. Options override.
 */
export function sniffDialect(
  head: Uint8Array,
  isWhole: boolean,
  options: Pick<ReadOptions, 'delimiter' | 'hasHeader'>,
): CsvDialect {
  const given = options.delimiter?.charCodeAt(0);
  const best = given === undefined ? chooseDelimiter(head, isWhole) : sample(head, isWhole, given);
  const first = best.records[0] ?? [];
  return { delimiter: best.delimiter, hasHeader: options.hasHeader ?? !first.some(isTyped) };
}

function chooseDelimiter(head: Uint8Array, isWhole: boolean): Candidate {
  const usual = usualDelimiters.map((delimiter) => sample(head, isWhole, delimiter));
  const best = usual.filter((candidate) => candidate.fieldCount > 1).sort(byEvidence)[0];
  if (best !== undefined && best.consistency >= 0.9) return best;
  const undivided = sample(head, isWhole, 0);
  const rare = rareDelimiters
    .map((delimiter) => sample(head, isWhole, delimiter))
    .filter((candidate) => candidate.fieldCount > 1 && candidate.consistency === 1)
    .filter((candidate) => candidate.typedShare >= 0.3 && undivided.typedShare < 0.5)
    .sort(byEvidence)[0];
  return rare ?? best ?? usual.find((candidate) => candidate.delimiter === comma)!;
}

function byEvidence(a: Candidate, b: Candidate): number {
  const evidence = (candidate: Candidate): number => candidate.consistency + candidate.typedShare / 4;
  return evidence(b) - evidence(a) || b.fieldCount - a.fieldCount;
}

function sample(head: Uint8Array, isWhole: boolean, delimiter: number): Candidate {
  const records: string[][] = [];
  for (let at = 0; at < head.length && records.length < sampledRecords;) {
    const record = readRecord(head, at, delimiter);
    // What the sample cuts off says nothing, unless it is all there is.
    if (record.end >= head.length && !isWhole && records.length > 0) break;
    at = record.end;
    if (!record.isBlank) records.push(record.fields.map((field) => decodeUtf8(field)));
  }
  const counts = new Map<number, number>();
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  const [fieldCount, recordCount] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  const cells = records.slice(1).flatMap((record) => record.slice(0, sampledFields));
  return {
    delimiter,
    records,
    fieldCount,
    consistency: records.length === 0 ? 0 : recordCount / records.length,
    typedShare: cells.length === 0 ? 0 : cells.filter(isTyped).length / cells.length,
  };
}

function isTyped(cell: string): boolean {
  if (cell.length > 64) return false;
  const found = canonicalText(cell).kind;
  return found !== kind.empty && found !== kind.string;
}
