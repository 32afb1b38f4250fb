import type { ReadWarning, TextDialect } from '../../../table/reading';
import type { ReadOptions } from '../../../table/schema';
import { decodeUtf8, encodeUtf8 } from '../../../table/utf8';
import type { CutRules } from '../record';
import { chooseRules } from './chooseRules';
import { findComment, findSepLine } from './findComment';
import { findMarks } from './findMarks';
import { findTable, type FoundTable } from './findTable';
import { isHeader } from './headerEvidence';
import { sampleText, type SampledRecord, type SampledText } from './sample';

/** How much of a text is looked at before it is decided how it is read. */
export const detectedByteLength = 256 * 1024;

/** How a text is read, and what a choice would read otherwise. */
export interface DetectedText {
  readonly dialect: TextDialect;
  readonly rules: CutRules;
  /** How many cells a row has; 0 where there is no record. */
  readonly width: number;
  /** Number marks and null texts that were found and are not read as such. */
  readonly offers: readonly ReadWarning[];
}

/**
 * Finds how a text is cut into its first table, from its beginning in UTF-8 without a byte order mark. What the options say
 * holds; the rest is found around it (SPEC.md).
 */
export function detectDialect(text: SampledText, encoding: string, options: ReadOptions): DetectedText {
  const sep = options.delimiter === null && options.skipLines === undefined ? findSepLine(text) : null;
  const given = sep === null ? options : { ...options, delimiter: sep.delimiter };
  const body = sep === null ? text : { ...text, bytes: text.bytes.subarray(sep.end) };
  const comment = options.comment ?? findComment(body);
  const sample = chooseRules(body, given, encodeUtf8(comment));
  const { rules } = sample;
  const found = findTable(sample.records, given);
  const header = namedByComment(body, rules, sample.records, found, given);
  const first = header ?? sample.records[found.first];
  const firstLine =
    first === undefined || isOnlyLineEnds(body.bytes.subarray(0, first.start)) ? 0 : first.line;
  return {
    rules,
    width: found.width,
    dialect: {
      encoding,
      delimiter: decodeUtf8(rules.delimiter),
      quote: rules.quote < 0 ? '' : String.fromCharCode(rules.quote),
      escape: rules.escape,
      trimBlanks: rules.trimBlanks,
      comment,
      skipLines: firstLine + (sep === null ? 0 : 1),
      headerLines: header === null ? found.firstRow - found.first : 1,
      ...(options.decimal === undefined ? {} : { decimal: options.decimal }),
      ...(options.thousands === undefined ? {} : { thousands: options.thousands }),
      ...(options.nullTexts === undefined ? {} : { nullTexts: options.nullTexts }),
    },
    offers: offersOf(sample.records, found, header, options),
  };
}

/** Blank lines before a table need not be passed: they are none of its records. */
function isOnlyLineEnds(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 10 || byte === 13);
}

/** The last comment line before the table, where it names the columns that nothing else does. */
function namedByComment(
  text: SampledText,
  rules: CutRules,
  records: readonly SampledRecord[],
  { first, firstRow, width }: FoundTable,
  options: ReadOptions,
): SampledRecord | null {
  if (rules.comment.length === 0 || first !== firstRow || first > 0 || width < 2) return null;
  if (options.hasHeader === false || options.headerLines !== undefined) return null;
  const before = text.bytes.subarray(0, records[first]?.start ?? 0);
  const lines = sampleText(
    { bytes: before, isWhole: true },
    { ...rules, comment: new Uint8Array(0) },
  ).records;
  const last = lines.at(-1);
  const rows = records.map(({ cells }) => cells);
  return last?.width === width && isHeader(last.cells, rows) ? last : null;
}

function offersOf(
  records: readonly SampledRecord[],
  { first, firstRow, width }: FoundTable,
  header: SampledRecord | null,
  options: ReadOptions,
): readonly ReadWarning[] {
  const rows = records
    .slice(firstRow)
    .filter((record) => record.width === width && !record.isFaulty)
    .map(({ cells }) => cells)
    .filter((cells) => cells.length > 0);
  const named = header?.cells ?? (firstRow > first ? records[first]!.cells : []);
  const names = Array.from(
    { length: Math.min(width, 100) },
    (_, at) => named[at]?.trim() || `column${at + 1}`,
  );
  return findMarks(names, rows).filter(
    (offer) => !(offer.kind === 'numberMarks' ? (options.decimal ?? options.thousands) : options.nullTexts),
  );
}
