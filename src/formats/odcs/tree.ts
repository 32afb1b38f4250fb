import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
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
const mostNodes = 2_000_000;
const deepest = 256;

/** The document of a text in YAML 1.2 (JSON is YAML); it keeps comments, and can be written again. */
export function parseYaml(text: string): Result<Document, ContractFault> {
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
    if (error === undefined) return ok(document);
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return err({ place: `line ${Math.max(1, line)}, column ${Math.max(1, col)}`, message: error.message });
  } catch (error) {
    // The parser goes down into what is nested by calling itself.
    if (error instanceof RangeError) return err({ place: '', message: 'it is nested too deeply' });
    throw error;
  }
}

/** The value of a document, aliases resolved. Refused where they make too much of it, lead in a circle or to nothing. */
export function treeOf(document: Document): Result<Tree, ContractFault> {
  let left = mostNodes;
  const convert = (node: unknown, pointer: string, depth: number): Tree => {
    left -= 1;
    if (left < 0) throw new TreeFault(pointer, 'its aliases make too much of it');
    if (depth > deepest)
      throw new TreeFault(pointer, 'it is nested too deeply, or an alias leads in a circle');
    if (isAlias(node)) {
      const target: Node | undefined = node.resolve(document);
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
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? (key.source ?? String(key.value)) : String(key);
      entries.set(name, convert(value, `${pointer}/${pointerToken(name)}`, depth + 1));
    }
    return { kind: 'map', entries };
  };
  try {
    return ok(convert(document.contents, '', 0));
  } catch (error) {
    if (error instanceof TreeFault) return err({ place: error.pointer, message: error.message });
    throw error;
  }
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
  return { kind: 'scalar', value, text: source ?? String(value) };
}

/** A name as a part of a JSON Pointer. */
export function pointerToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
