import { canonicalText, type CellText } from '../../table/cellText';
import type { CanonicalCells } from '../../table/cellReader';
import { kind, quotedText } from '../../table/kinds';
import type { TableRows } from '../../table/tableRows';
import { decodeUtf8 } from '../../table/utf8';
import type { PatternAutomaton } from './patternAutomaton';
import { parseNode, type JsonNode } from './jsonNode';

/** How a value came to its kind: a format declared it, it is text that a format sets apart (JSON), or its text alone decides (CSV). */
export type Origin = 'declared' | 'quoted' | 'found';

/** Values as clauses see them: of one column, or of what is inside one. Each belongs to a row. */
export interface Cells {
  readonly length: number;
  /** The row that a value belongs to, from 0 within its batch; rising. */
  row(at: number): number;
  isNull(at: number): boolean;
  /** The value as it is written. */
  text(at: number): string;
  /** The canonical form of table/SPEC.md. */
  canonical(at: number): string;
  /** One of `kind`. */
  kind(at: number): number;
  /** The nearest double; dates and times as milliseconds; NaN for what is neither. */
  number(at: number): number;
  origin(at: number): Origin;
  /** What is inside of a list or object; null where the value is none. */
  node(at: number): JsonNode | null;
  /** Whether a pattern is found in the text. */
  has(at: number, pattern: PatternAutomaton): boolean;
}

/** The cells of one column in a batch of rows. What is asked for is made once. */
export class ColumnCells implements Cells {
  readonly length: number;
  readonly #rows: TableRows;
  readonly #column: number;
  readonly #first: number;
  #cells: CanonicalCells | null = null;
  readonly #texts: (string | undefined)[] = [];

  constructor(rows: TableRows, column: number) {
    this.length = rows.rowCount;
    this.#rows = rows;
    this.#column = column;
    this.#first = column * rows.stride;
  }

  row(at: number): number {
    return at;
  }

  isNull(at: number): boolean {
    const { written, declared } = this.#rows;
    const index = this.#first + at;
    return (
      written.starts[index] === written.ends[index] && (declared === null || declared[index] === kind.empty)
    );
  }

  text(at: number): string {
    const { written, buffer } = this.#rows;
    const index = this.#first + at;
    return (this.#texts[at] ??= decodeUtf8(buffer.bytes, written.starts[index], written.ends[index]));
  }

  canonical(at: number): string {
    const { starts, ends } = this.#canonical();
    const index = this.#first + at;
    const { written, buffer } = this.#rows;
    if (starts[index] === written.starts[index] && ends[index] === written.ends[index]) return this.text(at);
    return decodeUtf8(buffer.bytes, starts[index], ends[index]);
  }

  kind(at: number): number {
    return this.#canonical().kinds[this.#first + at]!;
  }

  number(at: number): number {
    return this.#canonical().numbers[this.#first + at]!;
  }

  origin(at: number): Origin {
    const { declared } = this.#rows;
    if (declared === null) return 'found';
    return declared[this.#first + at] === quotedText ? 'quoted' : 'declared';
  }

  node(at: number): JsonNode | null {
    return this.kind(at) === kind.nested ? parseNode(this.text(at)) : null;
  }

  has(at: number, pattern: PatternAutomaton): boolean {
    const { written, buffer } = this.#rows;
    const index = this.#first + at;
    return (
      pattern.findsBytes(buffer.bytes, written.starts[index]!, written.ends[index]!) ??
      pattern.finds(this.text(at))
    );
  }

  #canonical(): CanonicalCells {
    return (this.#cells ??= this.#rows.canonical(this.#column, 0, this.length));
  }
}

/** What is inside of the values of a column, such as all items of its lists. */
export class InnerCells implements Cells {
  readonly #nodes: readonly JsonNode[];
  readonly #rows: readonly number[];
  readonly #cells: (CellText | undefined)[] = [];

  constructor(nodes: readonly JsonNode[], rows: readonly number[]) {
    this.#nodes = nodes;
    this.#rows = rows;
  }

  get length(): number {
    return this.#nodes.length;
  }

  row(at: number): number {
    return this.#rows[at]!;
  }

  isNull(at: number): boolean {
    return this.#nodes[at]!.kind === 'null';
  }

  text(at: number): string {
    const node = this.#nodes[at]!;
    return 'text' in node ? node.text : '';
  }

  canonical(at: number): string {
    return this.#cell(at).text;
  }

  kind(at: number): number {
    return this.#cell(at).kind;
  }

  number(at: number): number {
    return this.#cell(at).number;
  }

  origin(at: number): Origin {
    return this.#nodes[at]!.kind === 'text' ? 'quoted' : 'declared';
  }

  node(at: number): JsonNode | null {
    const node = this.#nodes[at]!;
    return node.kind === 'list' || node.kind === 'object' ? node : null;
  }

  has(at: number, pattern: PatternAutomaton): boolean {
    return pattern.finds(this.text(at));
  }

  #cell(at: number): CellText {
    return (this.#cells[at] ??= cellOf(this.#nodes[at]!));
  }
}

function cellOf(node: JsonNode): CellText {
  const text = 'text' in node ? node.text : '';
  const found = canonicalText(text);
  const isKept = node.kind !== 'text' || isTemporal(found.kind);
  if (node.kind === 'list' || node.kind === 'object')
    return { kind: kind.nested, text, number: Number.NaN, isDouble: false };
  return isKept ? found : { kind: kind.string, text, number: Number.NaN, isDouble: false };
}

/** Whether a kind is that of a date, a time or both. */
export function isTemporal(found: number): boolean {
  return found === kind.date || found === kind.time || found === kind.timestamp;
}

/** Whether a kind is that of a number. */
export function isNumeric(found: number): boolean {
  return (
    found === kind.integer ||
    found === kind.number ||
    found === kind.bigInteger ||
    found === kind.looseInteger ||
    found === kind.looseNumber
  );
}

/** What a step leads to from all values of `cells`: nothing from a null, and from what is of another form. */
export function stepInto(
  cells: Cells,
  step: 'member' | 'items' | 'keys' | 'values',
  name: string,
): InnerCells {
  const nodes: JsonNode[] = [];
  const rows: number[] = [];
  for (let at = 0; at < cells.length; at++) {
    const node = cells.isNull(at) ? null : cells.node(at);
    if (node === null) continue;
    const inner = innerNodes(node, step, name);
    for (const each of inner) {
      nodes.push(each);
      rows.push(cells.row(at));
    }
  }
  return new InnerCells(nodes, rows);
}

function innerNodes(
  node: JsonNode,
  step: 'member' | 'items' | 'keys' | 'values',
  name: string,
): Iterable<JsonNode> {
  if (node.kind === 'list') return step === 'items' ? node.items : pairsOf(node.items, step);
  if (node.kind !== 'object') return [];
  switch (step) {
    case 'member':
      return [node.members.get(name) ?? { kind: 'null' }];
    case 'values':
      return node.members.values();
    case 'keys':
      return [...node.members.keys()].map((text) => ({ kind: 'text', text }));
    default:
      return [];
  }
}

/** A map whose keys are no texts is a list of pairs. */
function pairsOf(items: readonly JsonNode[], step: string): JsonNode[] {
  if (step !== 'keys' && step !== 'values') return [];
  return items.flatMap((pair) => {
    const part = pair.kind === 'list' ? pair.items[step === 'keys' ? 0 : 1] : undefined;
    return part === undefined ? [] : [part];
  });
}
