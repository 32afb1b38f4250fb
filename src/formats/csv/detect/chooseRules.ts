import { encodeUtf8 } from '../../../table/utf8';
import type { ReadOptions } from '../../../table/schema';
import { plainRules, type CutRules } from '../record';
import { sampledRecords, sampleText, type Sample, type SampledText } from './sample';

type RuleOptions = Pick<ReadOptions, 'delimiter' | 'quote' | 'escape' | 'trimBlanks'>;

const comma = 44;
const blank = 32;
const usualDelimiters = [comma, 9, 59, 124];
/** Marks that stand in prose, times and numbers, too: they need better reasons. */
const rareDelimiters = [58, blank, 94, 126, 1, 31];
const doubleQuote = 34;
const singleQuote = 39;
/** Of most texts so many records tell the delimiter; all of the sample is then looked at by it. */
const firstRecords = 60;
/** Fewer fitting lines than this and there may be better rules. */
const enoughFit = 0.9;

/**
 * The rules that cut a text best ([C10] to [C14] in SPEC.md): most lines in records of one width, with quotes that fit, and
 * cells that are more than text. What the options say is not looked for.
 */
export function chooseRules(text: SampledText, options: RuleOptions, comment: Uint8Array): Sample {
  const first = chooseDelimiter(text, options, comment, firstRecords);
  const quick = sampleText(text, first.rules);
  const isSettled = quick.fit === 1 && quick.leftoverCount === 0 && quick.width > 1;
  const chosen = isSettled ? quick : chooseQuote(text, options, comment, quick);
  return refineDelimiter(text, options, chosen);
}

function rulesFor(delimiter: number, comment: Uint8Array, options: RuleOptions): CutRules {
  const plain = { ...plainRules(delimiter), comment };
  const { quote, escape, trimBlanks } = options;
  return {
    ...plain,
    delimiter: options.delimiter === null ? plain.delimiter : encodeUtf8(options.delimiter),
    quote: quote === undefined ? plain.quote : quote === '' ? -1 : quote.charCodeAt(0),
    escape: escape ?? plain.escape,
    trimBlanks: trimBlanks ?? delimiter === blank,
  };
}

/** Of the usual delimiters the best; a rare one only where it leaves no doubt. */
function chooseDelimiter(
  text: SampledText,
  options: RuleOptions,
  comment: Uint8Array,
  limit: number,
  base: Partial<CutRules> = {},
): Sample {
  const sample = (delimiter: number): Sample =>
    sampleText(text, { ...rulesFor(delimiter, comment, options), ...base }, limit);
  if (options.delimiter !== null) return sample(options.delimiter.charCodeAt(0));
  const usual = usualDelimiters.map(sample);
  const best = usual.filter(({ width }) => width > 1).sort(byEvidence)[0];
  if (best !== undefined && best.fit >= enoughFit) return best;
  const undivided = sampleText(
    text,
    { ...rulesFor(comma, comment, options), ...base, delimiter: new Uint8Array(0) },
    limit,
  );
  const rare = rareDelimiters
    .map(sample)
    .filter(({ width, fit }) => width > 1 && fit >= Math.max(0.95, best?.fit ?? 0))
    .filter(({ typedShare, width }) => typedShare >= 0.3 || width > 4)
    .filter(() => undivided.typedShare < 0.5)
    .sort(byEvidence)[0];
  return rare ?? best ?? usual[0]!;
}

function byEvidence(a: Sample, b: Sample): number {
  const evidence = ({ fit, typedShare }: Sample): number => fit + typedShare / 4;
  return evidence(b) - evidence(a) || b.width - a.width;
}

/** Other quotes and escapes, each with the delimiter that is best with it, against what was found with plain ones. */
function chooseQuote(text: SampledText, options: RuleOptions, comment: Uint8Array, plain: Sample): Sample {
  const ways: readonly (Pick<CutRules, 'quote' | 'escape'> & Partial<CutRules>)[] = [
    { quote: doubleQuote, escape: 'doubled', trimBlanks: true },
    { quote: doubleQuote, escape: 'backslash' },
    { quote: doubleQuote, escape: 'none' },
    { quote: -1, escape: 'doubled' },
    { quote: -1, escape: 'backslash' },
    { quote: singleQuote, escape: 'doubled' },
    { quote: singleQuote, escape: 'backslash' },
    { quote: singleQuote, escape: 'none' },
  ];
  const quote =
    options.quote === undefined ? undefined : options.quote === '' ? -1 : options.quote.charCodeAt(0);
  const hasBackslash = text.bytes.includes(92);
  let best = plain;
  for (const way of ways) {
    if (quote !== undefined && way.quote !== quote) continue;
    if (options.escape !== undefined && way.escape !== options.escape) continue;
    if (way.trimBlanks !== undefined && options.trimBlanks !== undefined) continue;
    if (way.escape === 'backslash' && !hasBackslash) continue;
    if (way.quote === singleQuote && !text.bytes.includes(singleQuote)) continue;
    const found = chooseDelimiter(text, options, comment, sampledRecords, way);
    const sample = sampleText(text, found.rules);
    if (quality(sample) > quality(best) + 1e-9) best = sample;
  }
  return best;
}

/** How well the rules fit: lines that do, less records that show that other quotes were meant. One column is no evidence. */
function quality({ fit, leftoverCount, records, width, typedShare }: Sample): number {
  const leftovers = leftoverCount / Math.max(1, Math.min(records.length, sampledRecords));
  return (width > 1 ? fit : fit / 2) - 2 * leftovers + typedShare / 100;
}

/** Blanks that stand beside each delimiter belong to it; a mark that stands after each, too. */
function refineDelimiter(text: SampledText, options: RuleOptions, found: Sample): Sample {
  let sample = found;
  if (options.delimiter === null && sample.width > 1) {
    const wider = longerDelimiter(sample);
    if (wider !== null) sample = sampleText(text, { ...sample.rules, delimiter: encodeUtf8(wider) });
  }
  if (options.trimBlanks === undefined && !sample.rules.trimBlanks && hasBlankAfterEach(sample)) {
    const trimmed = sampleText(text, { ...sample.rules, trimBlanks: true });
    if (trimmed.fit >= sample.fit) return trimmed;
  }
  return sample;
}

/** Whether every field but the first of a record begins with a blank, or is empty. */
function hasBlankAfterEach({ records, rules }: Sample): boolean {
  if (rules.delimiter[0] === blank || rules.delimiter[0] === 9) return false;
  const rest = records.filter(({ cells }) => cells.length > 1).flatMap(({ cells }) => cells.slice(1));
  return (
    rest.some((cell) => cell.startsWith(' ')) && rest.every((cell) => cell === '' || cell.startsWith(' '))
  );
}

const marks = /^[|~^;:,!&*#]+$/;

/** A delimiter of several characters, where the one found is a part of it: the same mark stands in every second field, or before every field. */
function longerDelimiter({ records, width, rules }: Sample): string | null {
  const single = String.fromCharCode(rules.delimiter[0] ?? 0);
  const rows = records
    .filter((record) => record.cells.length === width && !record.isFaulty)
    .map(({ cells }) => cells);
  if (rows.length < 2) return null;
  const between = rows[0]![1]!;
  const isBetween = width % 2 === 1 && (between === '' || marks.test(between));
  if (isBetween && rows.every((cells) => cells.every((cell, at) => at % 2 === 0 || cell === between))) {
    return `${single}${between}${single}`;
  }
  const before = /^[|~^;:!&*]/.exec(rows[0]![1]!)?.[0];
  if (before === undefined || before === single) return null;
  return rows.every((cells) => cells.slice(1).every((cell) => cell.startsWith(before)))
    ? single + before
    : null;
}
