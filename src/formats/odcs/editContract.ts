import { isMap, isSeq, parseDocument, type Document, type ToStringOptions } from 'yaml';
import { err, ok, type Result } from '../../lib/result';
import type { Json } from '../../lib/json';
import { parseYaml, type ContractFault } from './tree';

/** One change of a contract, at a JSON Pointer: `set` gives a key its value, `add` puts one behind the others of a list. */
export interface ContractEdit {
  readonly kind: 'set' | 'add';
  readonly pointer: string;
  readonly value: Json;
}

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
function apply(document: Document, { kind, pointer, value }: ContractEdit): string | null {
  const steps = stepsOf(document, pointer);
  if (kind === 'set') {
    const parent: unknown = steps.length === 1 ? document.contents : document.getIn(steps.slice(0, -1), true);
    if (!isMap(parent) && !isSeq(parent)) return 'there is nothing that could hold it';
    document.setIn(steps, document.createNode(value));
    return null;
  }
  const list: unknown = document.getIn(steps, true);
  if (list === undefined || list === null) {
    const parent: unknown = steps.length === 1 ? document.contents : document.getIn(steps.slice(0, -1), true);
    if (!isMap(parent)) return 'there is nothing that could hold it';
    document.setIn(steps, document.createNode([value]));
    return null;
  }
  if (!isSeq(list)) return 'it is no list';
  list.add(document.createNode(value));
  return null;
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
