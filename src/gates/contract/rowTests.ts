import { kind } from '../../table/kinds';
import type { ContractProperty } from './contract';
import type { Limit, RowRule } from './clause';
import type { ContractValue } from './comparison';
import { isNumeric, isTemporal, type Cells } from './cells';
import { compareDecimals, decimalKey, isMultipleOf, parseDecimal, type Decimal } from './decimal';
import { nodeKey } from './jsonNode';
import { fitsType } from './logicalType';
import { automatonOf } from './patternAutomaton';
import { unmatched, type MatchPattern } from './patternMarks';
import {
  compareMoments,
  isoMoment,
  momentOf,
  readerOfFormat,
  type Moment,
  type ReadMoment,
} from './temporal';

/** Finds the values that count. */
export interface CellTest {
  /** Sets `marks[at]` to 1 for each value that counts. False where it could not be told, and the clause is unknown. */
  mark(cells: Cells, marks: Uint8Array): boolean;
}

/** A test of each value by itself; nulls are left out unless asked for. */
function each(counts: (cells: Cells, at: number) => boolean, withNulls = false): CellTest {
  return {
    mark(cells, marks) {
      for (let at = 0; at < cells.length; at++)
        if ((withNulls || !cells.isNull(at)) && counts(cells, at)) marks[at] = 1;
      return true;
    },
  };
}

/** What marks the values that break a rule. */
export function breaking(rule: RowRule, property: ContractProperty, match: MatchPattern): CellTest {
  switch (rule.kind) {
    case 'required':
      return nulls;
    case 'type':
      return each((cells, at) => !fitsType(cells, at, rule.logicalType, readMomentOf(property)));
    case 'bound':
      return boundTest(rule.limit, rule.side, rule.isExclusive, property);
    case 'within':
      return anyOf([numberBound(rule.least, 'least', false), numberBound(rule.most, 'most', false)]);
    case 'multipleOf':
      return multipleTest(rule.of);
    case 'length':
      return each((cells, at) => isOutside(codePoints(cells.text(at)), rule.side, rule.limit));
    case 'pattern':
      return notMatching(rule.pattern, match);
    case 'among':
      return not(among(rule.values));
    default:
      return insideTest(rule);
  }
}

/** Marks nulls. */
export const nulls: CellTest = {
  mark(cells, marks) {
    for (let at = 0; at < cells.length; at++) if (cells.isNull(at)) marks[at] = 1;
    return true;
  },
};

/** Marks values, nulls left out, that a test does not mark. */
export function not(test: CellTest): CellTest {
  return {
    mark(cells, marks) {
      const inner = new Uint8Array(cells.length);
      const isTold = test.mark(cells, inner);
      for (let at = 0; at < cells.length; at++) if (inner[at] === 0 && !cells.isNull(at)) marks[at] = 1;
      return isTold;
    },
  };
}

/** Marks values that any of the tests marks. */
export function anyOf(tests: readonly CellTest[]): CellTest {
  return { mark: (cells, marks) => tests.map((test) => test.mark(cells, marks)).every(Boolean) };
}

/** Marks values that are one of those listed; nulls where null is listed. */
export function among(values: readonly ContractValue[]): CellTest {
  const texts = new Set(values.flatMap((value) => (value.kind === 'text' ? [value.text] : [])));
  const numbers = new Set(
    values.flatMap((value) => (value.kind === 'number' ? [decimalKey(value.value)] : [])),
  );
  const booleans = new Set(
    values.flatMap((value) => (value.kind === 'boolean' ? [String(value.value)] : [])),
  );
  const hasNull = values.some((value) => value.kind === 'null');
  return each((cells, at) => {
    // An empty field of a CSV is null; whoever lists the empty text means it, too.
    if (cells.isNull(at)) return hasNull || (texts.has('') && cells.origin(at) === 'found');
    if (texts.has(cells.text(at))) return true;
    if (booleans.size > 0 && cells.kind(at) === kind.boolean && booleans.has(cells.canonical(at)))
      return true;
    if (numbers.size === 0 || !isNumeric(cells.kind(at))) return false;
    const value = parseDecimal(cells.canonical(at));
    return value !== null && numbers.has(decimalKey(value));
  }, true);
}

/** Marks values in which a pattern is not found. */
export function notMatching(pattern: string, match: MatchPattern): CellTest {
  const automaton = automatonOf(pattern);
  return {
    mark(cells, marks) {
      const found = unmatched(cells, pattern, automaton, match);
      if (found === null) return false;
      for (let at = found.indexOf(1); at !== -1; at = found.indexOf(1, at + 1)) marks[at] = 1;
      return true;
    },
  };
}

/** Reads the dates and times of a property: by its own format, else by ISO 8601. */
export function readMomentOf({ temporalFormat }: ContractProperty): ReadMoment | null {
  return temporalFormat === null ? null : readerOfFormat(temporalFormat);
}

/** The moment of a value; null where it says none. */
export function momentAt(cells: Cells, at: number, read: ReadMoment | null): Moment | null {
  if (read !== null && cells.origin(at) !== 'declared') return read(cells.text(at));
  return isTemporal(cells.kind(at)) ? momentOf(cells.canonical(at), cells.number(at)) : null;
}

function boundTest(
  limit: Limit,
  side: 'least' | 'most',
  isExclusive: boolean,
  property: ContractProperty,
): CellTest {
  if (limit.kind === 'number') return numberBound(limit.value, side, isExclusive);
  const isBroken = brokenOrder(side, isExclusive);
  const read = readMomentOf(property);
  const end = (read === null ? null : read(limit.text)) ?? isoMoment(limit.text);
  return each((cells, at) => {
    const moment = momentAt(cells, at, read);
    return moment !== null && end !== null && isBroken(compareMoments(moment, end));
  });
}

function numberBound(limit: Decimal, side: 'least' | 'most', isExclusive: boolean): CellTest {
  const isBroken = brokenOrder(side, isExclusive);
  return each((cells, at) => {
    if (!isNumeric(cells.kind(at))) return false;
    const number = cells.number(at);
    if (number !== limit.nearest) return isBroken(number - limit.nearest);
    const exact = parseDecimal(cells.canonical(at));
    return exact !== null && isBroken(compareDecimals(exact, limit));
  });
}

/** Whether a value that stands so to a limit (below zero: less) breaks it. */
function brokenOrder(side: 'least' | 'most', isExclusive: boolean): (order: number) => boolean {
  const sign = side === 'least' ? 1 : -1;
  return (order) => (isExclusive ? order * sign <= 0 : order * sign < 0);
}

function multipleTest(of: Decimal): CellTest {
  const step = Number.isSafeInteger(of.nearest) && of.scale === 0 ? of.nearest : null;
  return each((cells, at) => {
    if (!isNumeric(cells.kind(at))) return false;
    const number = cells.number(at);
    if (step !== null && step !== 0 && Number.isSafeInteger(number)) return number % step !== 0;
    const value = parseDecimal(cells.canonical(at));
    return value !== null && !isMultipleOf(value, of);
  });
}

/** Tests of lists and objects; of what is neither, they say nothing: its type does. */
function insideTest(
  rule: Exclude<
    RowRule,
    { kind: 'type' | 'bound' | 'length' | 'pattern' | 'among' | 'required' | 'multipleOf' | 'within' }
  >,
): CellTest {
  return each((cells, at) => {
    const node = cells.node(at);
    if (node === null) return false;
    if (node.kind === 'list') {
      if (rule.kind === 'items') return isOutside(node.items.length, rule.side, rule.limit);
      if (rule.kind === 'dimensions') return node.items.length !== rule.count;
      return rule.kind === 'uniqueItems' && new Set(node.items.map(nodeKey)).size < node.items.length;
    }
    if (node.kind !== 'object') return false;
    const present = [...node.members].filter(([, member]) => member.kind !== 'null').map(([name]) => name);
    if (rule.kind === 'members') return isOutside(present.length, rule.side, rule.limit);
    return rule.kind === 'hasMembers' && !rule.names.every((name) => present.includes(name));
  });
}

function isOutside(size: number, side: 'least' | 'most', limit: number): boolean {
  return side === 'least' ? size < limit : size > limit;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
