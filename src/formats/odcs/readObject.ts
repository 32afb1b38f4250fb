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
  /** The primary key of the object, in the order of its positions. */
  readonly key: readonly string[];
  /** The object's own properties. */
  readonly columns: readonly string[];
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
  return [
    ...readOwnProperties(node, ofObject),
    ...node.at('quality').items.map((rule) => ({
      ...readQuality(rule, null, columns, { objectName, columnName: null }),
      ...ofObject,
    })),
    ...node
      .at('relationships')
      .items.map((each) =>
        clause(each, 'relationship', ofObject, readRelationship(each, objectName, null, contract)),
      ),
    ...properties.flatMap((property) => {
      const column = property.at('name').text ?? '';
      const place = { column, root: column, key, objectName, contract, columns };
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
  const { column, root, key, objectName, contract, columns } = place;
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
  if (node.at('primaryKey').boolean === true) {
    const keyed = column === root ? key : [column];
    add(node.at('primaryKey'), 'primaryKey', { kind: 'key', columns: keyed, isRequired: true });
  }
  for (const name of options.keys) add(options.at(name), name, readOption(options, name, logicalType));
  if (node.at('enum').isThere) {
    const values = node
      .at('enum')
      .items.flatMap((item) => (item.at('value').tree ? item.at('value') : item).value ?? []);
    add(node.at('enum'), 'enum', { kind: 'among', values });
  }
  found.push(
    ...node.at('quality').items.map((rule) => ({
      ...readQuality(rule, column, columns, { objectName, columnName }),
      column,
      root,
    })),
    ...readOwnProperties(node, { column, root }),
  );
  for (const each of node.at('relationships').items)
    add(each, 'relationship', readRelationship(each, objectName, column, contract));
  for (const { step, node: inside } of innerNodes(node)) {
    const path = pathOf(column, inside.at('name').text ?? '', step);
    found.push(...clausesOfProperty(inside, { ...place, column: path }));
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

/** What a flag that is set says; one that is not set forbids nothing. */
function flagRule(node: TreeNode, rule: Rule): Rule | null {
  if (node.boolean === null) return null;
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
