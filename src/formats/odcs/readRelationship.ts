import type { RelationshipTarget, Rule } from '../../gates/contract/clause';
import type { TreeNode } from './treeNode';

const stable = /^(?:#?\/)?schema\/([^/]+)\/properties\/([^/]+)$/;

/** The rule of a relationship of a property, or of an object where `column` is null: it then says itself what it is from. */
export function readRelationship(
  node: TreeNode,
  objectName: string,
  column: string | null,
  contract: TreeNode,
): Rule {
  const type = node.at('type').text ?? 'foreignKey';
  if (type !== 'foreignKey')
    return { kind: 'notChecked', why: `relationships of type ${type} are not checked here` };
  const to = node.at('to').texts;
  const said = to.join(', ');
  const sources = column === null ? node.at('from').texts.map((text) => resolve(text, contract)) : null;
  const from = sources === null ? [column ?? ''] : sources.flatMap((source) => source?.column ?? []);
  if (sources?.some((source) => source?.object !== objectName) === true)
    return { kind: 'unknown', why: `it does not begin at properties of ${objectName}` };
  if (to.length === 0 || to.length !== from.length)
    return { kind: 'unknown', why: 'it has not as many properties on one side as on the other' };
  return { kind: 'relationship', from, to: targetOf(to, contract), said };
}

/** The columns that are pointed to; null where the contract does not have them, or they are of several objects. */
function targetOf(references: readonly string[], contract: TreeNode): RelationshipTarget | null {
  const found = references.map((reference) => resolve(reference, contract));
  const object = found[0]?.object;
  if (object === undefined || found.some((each) => each?.object !== object)) return null;
  return { object, columns: found.map((each) => each!.column) };
}

/** What `object.property` means, or `schema/ID/properties/ID` by stable ids. */
function resolve(
  reference: string,
  contract: TreeNode,
): { readonly object: string; readonly column: string } | null {
  const byId = stable.exec(reference);
  for (const object of contract.at('schema').items) {
    const name = object.at('name').text ?? '';
    for (const property of object.at('properties').items) {
      const column = property.at('name').text ?? '';
      const isMeant =
        byId === null
          ? reference === `${name}.${column}`
          : isNamed(object, byId[1]!) && isNamed(property, byId[2]!);
      if (isMeant) return { object: name, column };
    }
  }
  return null;
}

function isNamed(node: TreeNode, name: string): boolean {
  return node.at('id').text === name || (!node.at('id').isThere && node.at('name').text === name);
}
