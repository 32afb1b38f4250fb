import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { err, ok, type Result } from '../../lib/result';

/** A YAML value with the text of its scalars, so that numbers keep every digit. */
export type Tree =
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Tree> }
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  | {
      readonly kind: 'scalar';
      readonly value: string | number | bigint | boolean | null;
      readonly text: string;
    };

/** Why a contract cannot be used, and where: a line and column, or a JSON Pointer. */
export interface ContractFault {
  readonly place: string;
  readonly message: string;
}

/** Larger files are refused: no person writes such a contract. */
const largestLength = 16 * 1024 * 1024;
/** What aliases lead to counts each time. */
const mostNodes = 500_000;
const deepest = 256;

/** A document, and where its lines begin. */
export interface YamlText {
  /** It keeps comments, and can be written again. */
  readonly document: Document;
  readonly lines: LineCounter;
}

/** The document of a text in YAML 1.2; JSON is YAML. */
export function parseYaml(text: string): Result<YamlText, ContractFault> {
  if (text.length > largestLength)
    return err({ place: '', message: `it has more than ${largestLength} characters` });
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      logLevel: 'silent',
      version: '1.2',
    });
    const [error] = document.errors;
    if (error === undefined) return ok({ document, lines: lineCounter });
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return err({ place: `line ${Math.max(1, line)}, column ${Math.max(1, col)}`, message: error.message });
  } catch (error) {
    // The parser goes down into what is nested by calling itself.
    if (error instanceof RangeError) return err({ place: '', message: 'it is nested too deeply' });
    throw error;
  }
}

/** The line and column, from 1, of what a JSON Pointer leads to, or of what holds it; line 1 where nothing does. */
export function placeOfPointer(
  { document, lines }: YamlText,
  pointer: string,
): { line: number; column: number } {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let length = steps.length; length > 0; length--) {
    const node: unknown = document.getIn(steps.slice(0, length), true);
    const range = isNode(node) ? node.range : null;
    if (!range) continue;
    const { line, col } = lines.linePos(range[0]);
    return { line, column: col };
  }
  return { line: 1, column: 1 };
}

/** A tree as plain values, for a validator; objects have no prototype. */
export function plainOf(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plainOf);
  const plain = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of tree.entries) plain[name] = plainOf(value);
  return plain;
}

/** The value of a document, aliases resolved. Refused where they make too much of it, lead in a circle or to nothing. */
export function treeOf(document: Document): Result<Tree, ContractFault> {
  let left = mostNodes;
  const targets = aliasTargets(document);
  const convert = (node: unknown, pointer: string, depth: number): Tree => {
    left -= 1;
    if (left < 0) throw new TreeFault(pointer, 'its aliases make too much of it');
    if (depth > deepest)
      throw new TreeFault(pointer, 'it is nested too deeply, or an alias leads in a circle');
    if (isAlias(node)) {
      const target = targets.get(node);
      if (target === undefined) throw new TreeFault(pointer, `there is no anchor ${node.source}`);
      return convert(target, pointer, depth + 1);
    }
    if (isSeq(node))
      return {
        kind: 'list',
        items: node.items.map((item, at) => convert(item, `${pointer}/${at}`, depth + 1)),
      };
    if (!isMap(node)) return scalarOf(node);
    const entries = new Map<string, Tree>();
    const merged: Tree[] = [];
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? (key.source ?? String(key.value)) : String(key);
      const tree = convert(value, `${pointer}/${pointerToken(name)}`, depth + 1);
      const others = isMergeKey(key) ? mapsOf(tree) : null;
      if (others === null) entries.set(name, tree);
      else merged.push(...others);
    }
    for (const other of merged)
      if (other.kind === 'map')
        for (const [name, tree] of other.entries) if (!entries.has(name)) entries.set(name, tree);
    return { kind: 'map', entries };
  };
  try {
    return ok(convert(document.contents, '', 0));
  } catch (error) {
    if (error instanceof TreeFault) return err({ place: error.pointer, message: error.message });
    throw error;
  }
}

/** `<<`, which stands for the keys of other maps: YAML 1.1 has it, and whoever writes it means it. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<';
}

/** The maps that a merge key brings, the first of which wins; null where it brings something else. */
function mapsOf(tree: Tree): readonly Tree[] | null {
  if (tree.kind === 'map') return [tree];
  return tree.kind === 'list' && tree.items.every(({ kind }) => kind === 'map') ? tree.items : null;
}

/** What each alias stands for: the last anchor of its name before it. */
function aliasTargets(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target !== undefined) targets.set(node, target);
      } else if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
    },
  });
  return targets;
}

class TreeFault extends Error {
  readonly pointer: string;

  constructor(pointer: string, message: string) {
    super(message);
    this.pointer = pointer;
  }
}

function scalarOf(node: unknown): Tree {
  const value: unknown = isScalar(node) ? node.value : null;
  const isPlain =
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'boolean';
  if (!isPlain) return { kind: 'scalar', value: null, text: '' };
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  const source = isScalar(node) && isNumber ? node.source : undefined;
  // `0x1F` is a number, and no decimal.
  const isDecimal = source !== undefined && !/^[-+]?0[xo]/i.test(source);
  return { kind: 'scalar', value, text: isDecimal ? source : String(value) };
}

/** A name as a part of a JSON Pointer. */
export function pointerToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
