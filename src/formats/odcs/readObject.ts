import type { Clause, Rule } from '../../gates/contract/clause';
import { logicalTypes } from '../../gates/contract/logicalType';
import { readerOfFormat } from '../../gates/contract/temporal';
import { readOption } from './readOptions';
import { innerNodes, pathOf } from './readProperty';
import { readOwnProperties } from './readOwnProperties';
import { readQuality } from './readQuality';
import { readRelationship } from './readRelationship';
import type { TreeNode } from './treeNode';

/** Where a property stands among the others. */
interface Place {
  readonly column: string;
  readonly root: string;
  /** A row has any number of values there. */
  readonly isInList: boolean;
  /** The primary key of the object, in the order of its positions. */
  readonly key: readonly string[];
  /** The object's own properties. */
  readonly columns: readonly string[];
  /** The names of columns by their physical names. */
  readonly physicalNames: ReadonlyMap<string, string>;
  readonly objectName: string;
  readonly contract: TreeNode;
}

/** All clauses of one object, in the order of the contract. */
export function readClausesOfObject(
  node: TreeNode,
  objectName: string,
  contract: TreeNode,
): readonly Clause[] {
  const properties = node.at('properties').items;
  const key = primaryKey(properties);
  const ofObject = { column: null, root: null };
  const columns = properties.map((property) => property.at('name').text ?? '');
  const physicalNames = new Map(
    properties.flatMap((property, at) => {
      const physicalName = property.at('physicalName').text;
      return physicalName === null ? [] : [[physicalName, columns[at]!] as const];
    }),
  );
  return [
    ...readOwnProperties(node, ofObject),
    ...node.at('quality').items.map((rule) => ({
      ...readQuality(rule, null, columns, { objectName, columnName: null, physicalNames }),
      ...ofObject,
    })),
    ...node
      .at('relationships')
      .items.map((each) =>
        clause(each, 'relationship', ofObject, readRelationship(each, objectName, null, contract)),
      ),
    ...properties.flatMap((property) => {
      const column = property.at('name').text ?? '';
      const place = {
        column,
        root: column,
        isInList: false,
        key,
        objectName,
        contract,
        columns,
        physicalNames,
      };
      return [clause(property, 'present', place, { kind: 'present' }), ...clausesOfProperty(property, place)];
    }),
  ];
}

function primaryKey(properties: readonly TreeNode[]): readonly string[] {
  return properties
    .filter((property) => property.at('primaryKey').boolean === true)
    .map((property) => ({
      name: property.at('name').text ?? '',
      position: Number(property.at('primaryKeyPosition').text ?? 0),
    }))
    .sort((a, b) => a.position - b.position)
    .map(({ name }) => name);
}

function clausesOfProperty(node: TreeNode, place: Place): readonly Clause[] {
  const { column, root, isInList, key, objectName, contract, columns, physicalNames } = place;
  const logicalType = node.at('logicalType').text;
  const columnName = node.at('physicalName').text ?? node.at('name').text ?? column;
  const options = node.at('logicalTypeOptions');
  const found: Clause[] = [];
  const add = (at: TreeNode, name: string, rule: Rule | null): void => {
    if (rule !== null) found.push(clause(at, name, place, rule));
  };
  add(node.at('logicalType'), 'logicalType', typeRule(logicalType, options));
  add(node.at('required'), 'required', flagRule(node.at('required'), { kind: 'required' }));
  add(
    node.at('unique'),
    'unique',
    flagRule(node.at('unique'), { kind: 'key', columns: [column], isRequired: false }),
  );
  const keyed = column === root ? key : [column];
  add(
    node.at('primaryKey'),
    'primaryKey',
    flagRule(node.at('primaryKey'), { kind: 'key', columns: keyed, isRequired: true }),
  );
  for (const name of options.keys) add(options.at(name), name, readOption(options, name, logicalType));
  add(node.at('enum'), 'enum', enumRule(node.at('enum')));
  found.push(
    ...node.at('quality').items.map((rule) => ({
      ...readQuality(rule, column, columns, { objectName, columnName, physicalNames }),
      column,
      root,
    })),
    ...readOwnProperties(node, { column, root }),
  );
  for (const each of node.at('relationships').items)
    add(
      each,
      'relationship',
      isInList
        ? { kind: 'unknown', why: 'it stands inside of a list or a map, where none is followed' }
        : readRelationship(each, objectName, column, contract),
    );
  for (const { step, node: inside } of innerNodes(node)) {
    const path = pathOf(column, inside.at('name').text ?? '', step);
    const own = { ...place, column: path, isInList: isInList || step !== 'member' };
    found.push(...clausesOfProperty(inside, own));
  }
  return found;
}

function clause(
  node: TreeNode,
  name: string,
  { column, root }: Pick<Clause, 'column' | 'root'>,
  rule: Rule,
): Clause {
  return { pointer: node.pointer, name, column, root, id: null, severity: null, rule };
}

function enumRule(node: TreeNode): Rule | null {
  if (!node.isThere) return null;
  const { list } = node;
  if (list === null) return { kind: 'unknown', why: 'enum must be a list' };
  const values = list.flatMap((item) => (item.at('value').tree ? item.at('value') : item).value ?? []);
  return { kind: 'among', values };
}

/** What a flag that is set says; one that is not set forbids nothing. */
function flagRule(node: TreeNode, rule: Rule): Rule | null {
  if (!node.isThere) return null;
  if (node.boolean === null)
    return { kind: 'unknown', why: `it must be true or false, and is ${node.text ?? 'neither'}` };
  return node.boolean ? rule : { kind: 'notChecked', why: 'false forbids nothing' };
}

function typeRule(logicalType: string | null, options: TreeNode): Rule | null {
  if (logicalType === null) return null;
  if (!logicalTypes.has(logicalType))
    return { kind: 'notChecked', why: `the type ${logicalType} is not checked here` };
  const format = options.at('format').text;
  const isTime = logicalType === 'date' || logicalType === 'timestamp' || logicalType === 'time';
  if (isTime && format !== null && readerOfFormat(format) === null)
    return { kind: 'unknown', why: `the format ${format} has letters that are not read here` };
  return { kind: 'type', logicalType };
}
