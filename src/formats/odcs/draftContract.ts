import { Document, isMap } from 'yaml';
import type { Json, JsonObject } from '../../lib/json';
import type { SuggestedClause } from '../../gates/suggest/suggestion';
import type { Suggestion } from '../../gates/suggest/suggestContract';
import type { ContractEdit } from './editContract';
import { pointerToken } from './tree';

/** A new contract of one table, in YAML: each clause has its reason behind or above it. */
export function draftContract(name: string, { columns, clauses }: Suggestion): string {
  const of = (column: string | null, place: SuggestedClause['place']): readonly SuggestedClause[] =>
    clauses.filter((each) => each.column === column && each.place === place);
  const entry = (column: string | null): JsonObject => {
    const entries = (place: 'quality' | 'custom'): readonly Json[] =>
      of(column, place).map(({ value }) => value);
    const values = (place: 'key' | 'option'): JsonObject =>
      Object.fromEntries(of(column, place).map((clause) => [clause.name, clause.value]));
    return {
      ...values('key'),
      ...(of(column, 'option').length > 0 && { logicalTypeOptions: values('option') }),
      ...(of(column, 'quality').length > 0 && { quality: entries('quality') }),
      ...(of(column, 'custom').length > 0 && { customProperties: entries('custom') }),
    };
  };
  const document = new Document({
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: name,
    name,
    version: '1.0.0',
    status: 'draft',
    schema: [
      {
        name,
        ...entry(null),
        properties: columns.map((column) => ({ name: column, ...entry(column) })),
      },
    ],
  });
  const object = ['schema', 0];
  commentEntries(document, object, (place) => of(null, place));
  for (const [index, column] of columns.entries())
    commentEntries(document, [...object, 'properties', index], (place) => of(column, place));
  return document.toString({ lineWidth: 0 });
}

/** Writes the reasons beside what stands at a path. */
function commentEntries(
  document: Document,
  path: readonly (string | number)[],
  of: (place: SuggestedClause['place']) => readonly SuggestedClause[],
): void {
  const comment = (at: readonly (string | number)[], clauses: readonly SuggestedClause[]): void => {
    const map: unknown = document.getIn(at, true);
    if (!isMap(map)) return;
    for (const { name, reason } of clauses) {
      const scalar: unknown = map.get(name, true);
      if (typeof scalar === 'object' && scalar !== null && 'comment' in scalar)
        scalar.comment = ` ${oneLine(reason)}`;
      else Object.assign(scalar ?? {}, { comment: ` ${oneLine(reason)}` });
    }
  };
  comment(path, of('key'));
  comment([...path, 'logicalTypeOptions'], of('option'));
  for (const [place, list] of [
    ['quality', 'quality'],
    ['custom', 'customProperties'],
  ] as const)
    for (const [index, { reason }] of of(place).entries()) {
      const node: unknown = document.getIn([...path, list, index], true);
      if (isMap(node)) node.commentBefore = ` ${oneLine(reason)}`;
    }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** A table as a contract has it already. */
export interface KnownObject {
  readonly pointer: string;
  readonly columns: readonly { readonly name: string; readonly pointer: string }[];
}

function withoutOrder(entry: Json): Json {
  const { property, value } = entry as { readonly property: string; readonly value: JsonObject };
  return { property, value: { ...value, order: 'free' } };
}

/**
 * The same for a contract that is there already: keys that a property has are left as they are, and other clauses stand behind those that
 * are there. `has` says whether something stands at a pointer.
 */
export function editsOfSuggestion(
  { columns, clauses }: Suggestion,
  object: KnownObject,
  has: (pointer: string) => boolean,
): readonly ContractEdit[] {
  const edits: ContractEdit[] = [];
  const pointers = new Map(object.columns.map((column) => [column.name, column.pointer]));
  let next = object.columns.length;
  for (const name of columns) {
    if (pointers.has(name)) continue;
    edits.push({ kind: 'add', pointer: `${object.pointer}/properties`, value: { name } });
    pointers.set(name, `${object.pointer}/properties/${next++}`);
  }
  // Columns that are new stand behind those that are there, whatever their order in the data.
  const isInOrder =
    [...pointers.keys()].filter((name) => columns.includes(name)).join('\n') === columns.join('\n');
  const made = new Set<string>();
  for (const { column, place, name, value: suggested } of clauses) {
    const value = name === 'throughlineColumns' && !isInOrder ? withoutOrder(suggested) : suggested;
    const at = column === null ? object.pointer : pointers.get(column)!;
    const token = pointerToken(name);
    if (place === 'quality') edits.push({ kind: 'add', pointer: `${at}/quality`, value });
    else if (place === 'custom') edits.push({ kind: 'add', pointer: `${at}/customProperties`, value });
    else if (place === 'key') {
      if (!has(`${at}/${token}`)) edits.push({ kind: 'set', pointer: `${at}/${token}`, value });
    } else if (!has(`${at}/logicalTypeOptions`) && !made.has(at)) {
      edits.push({ kind: 'set', pointer: `${at}/logicalTypeOptions`, value: { [name]: value } });
      made.add(at);
    } else if (!has(`${at}/logicalTypeOptions/${token}`))
      edits.push({ kind: 'set', pointer: `${at}/logicalTypeOptions/${token}`, value });
  }
  return edits;
}
