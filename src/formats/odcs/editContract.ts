import { isMap, isScalar, isSeq, parseDocument, type Document, type ToStringOptions } from 'yaml';
import { err, ok, type Result } from '../../lib/result';
import type { Json } from '../../lib/json';
import { parseYaml, type ContractFault } from './tree';

/**
 * One change of a contract, at a JSON Pointer: `set` gives a key its value, with the maps that lead to it; `add` puts one behind the others of a
 * list; `remove` takes a key or an item away, with a map that is empty then.
 */
export type ContractEdit =
  | { readonly kind: 'set' | 'add'; readonly pointer: string; readonly value: Json }
  | { readonly kind: 'remove'; readonly pointer: string };

/**
 * A contract with some changes, and all else as it was: keys, their order, comments, quotes and blocks. Without a change it is the same text;
 * else its layout is written as nearly as it was as the writer can. Refused where it is no YAML, or a pointer leads to nothing.
 */
export function editContract(text: string, edits: readonly ContractEdit[]): Result<string, ContractFault> {
  const parsed = parseYaml(text.replace(/^\uFEFF/, ''));
  if (!parsed.ok) return parsed;
  if (edits.length === 0) return ok(text);
  const style = styleOf(text);
  const { document } = parsed.value;
  for (const edit of edits) {
    const fault = apply(document, edit);
    if (fault !== null) return err({ place: edit.pointer, message: fault });
  }
  return ok(document.toString(style));
}

/** Why an edit cannot be made; null where it was. */
function apply(document: Document, edit: ContractEdit): string | null {
  const steps = stepsOf(document, edit.pointer);
  switch (edit.kind) {
    case 'set':
      return setValue(document, steps, edit.value);
    case 'add':
      return addItem(document, steps, edit.value);
    case 'remove':
      return removeValue(document, steps);
  }
}

type Steps = readonly (string | number)[];

const noHolder = 'there is nothing that could hold it';

/** A scalar keeps its comment and its quotes. */
function setValue(document: Document, steps: Steps, value: Json): string | null {
  const known: unknown = document.getIn(steps, true);
  if (isScalar(known) && (typeof value !== 'object' || value === null)) {
    known.value = value;
    delete known.source;
    return null;
  }
  const holder = holderOf(document, steps);
  if (!isMap(holder) && !isSeq(holder)) return noHolder;
  document.setIn(steps, document.createNode(value));
  return null;
}

function addItem(document: Document, steps: Steps, value: Json): string | null {
  const list: unknown = document.getIn(steps, true);
  if (list === undefined || list === null || (isScalar(list) && list.value === null)) {
    if (!isMap(holderOf(document, steps))) return noHolder;
    document.setIn(steps, document.createNode([value]));
    return null;
  }
  if (!isSeq(list)) return 'it is no list';
  // A list that stood there as `[]` is written as a block, so that its items have lines of their own.
  if (list.items.length === 0) list.flow = false;
  list.add(document.createNode(value));
  return null;
}

function removeValue(document: Document, steps: Steps): string | null {
  if (!document.hasIn(steps)) return 'it is not there';
  document.deleteIn(steps);
  const parent: unknown = steps.length > 1 ? document.getIn(steps.slice(0, -1), true) : null;
  if (isMap(parent) && parent.items.length === 0) document.deleteIn(steps.slice(0, -1));
  return null;
}

/** The nearest part above that is there; none of a list whose item is not. */
function holderOf(document: Document, steps: Steps): unknown {
  for (let depth = steps.length - 1; depth > 0; depth--) {
    const found: unknown = document.getIn(steps.slice(0, depth), true);
    if (isSeq(found) && depth < steps.length - 1) return undefined;
    if (found !== undefined) return found;
  }
  return document.contents;
}

/** The parts of a pointer; of lists, as numbers. */
function stepsOf(document: Document, pointer: string): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const holder: unknown = steps.length === 0 ? document.contents : document.getIn(steps, true);
    steps.push(isSeq(holder) ? Number(name) : name);
  }
  return steps;
}

const styles: readonly ToStringOptions[] = [2, 4].flatMap((indent) =>
  [true, false].flatMap((indentSeq) =>
    [true, false].map((flowCollectionPadding) => ({
      indent,
      indentSeq,
      flowCollectionPadding,
      lineWidth: 0,
    })),
  ),
);

/** The layout that gives most lines of a text as they are. */
function styleOf(text: string): ToStringOptions {
  const lines = new Set(text.split('\n'));
  let best = styles[0]!;
  let most = -1;
  for (const style of styles) {
    const written = parseDocument(text, { version: '1.2', logLevel: 'silent' }).toString(style).split('\n');
    const kept = written.filter((line) => lines.has(line)).length;
    if (kept > most) [best, most] = [style, kept];
  }
  return best;
}
