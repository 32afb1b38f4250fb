import type { Contract, ContractObject, ContractServer } from '../../gates/contract/contract';
import { err, ok, type Result } from '../../lib/result';
import { parseYaml, treeOf, type ContractFault, type Tree } from './tree';
import { TreeNode } from './treeNode';
import { readArtifactName } from './readOwnProperties';
import { readClausesOfObject } from './readObject';
import { readLineageRules } from './readLineageRules';
import { readProperty } from './readProperty';
import { readSla } from './readSla';

/** More are refused: no check of them would end in time. */
const mostClauses = 50_000;

/**
 * A contract in the Open Data Contract Standard, 3.0 to 3.2. Refused with its place where it is no YAML, no contract, of another standard,
 * or has more than 50,000 clauses. What is not understood of a clause is kept as one that is not checked, or unknown.
 */
export function readContract(text: string): Result<Contract, ContractFault> {
  const parsed = parseYaml(text.replace(/^\uFEFF/, ''));
  if (!parsed.ok) return parsed;
  const tree = treeOf(parsed.value.document);
  return tree.ok ? contractOfTree(tree.value) : tree;
}

/** The same of a value that was read already. */
export function contractOfTree(tree: Tree): Result<Contract, ContractFault> {
  const root = new TreeNode(tree, '');
  const apiVersion = root.at('apiVersion').text;
  if (root.at('kind').text !== 'DataContract')
    return err({ place: '/kind', message: 'it is no data contract: kind must be DataContract' });
  if (apiVersion === null || !/^v3\.[012]\./.test(apiVersion))
    return err({
      place: '/apiVersion',
      message: `apiVersion must be v3.0 to v3.2, and is ${apiVersion ?? 'not there'}`,
    });
  const described = root.at('schema').items.map((node) => ({
    node,
    name: node.at('name').text ?? '',
    properties: node.at('properties').items.map((property) => readProperty(property, '', 'member')),
  }));
  const sla = readSla(root, described);
  const objects = described.map(({ node, name, properties }): ContractObject => ({
    name,
    physicalName: node.at('physicalName').text,
    artifact: readArtifactName(node),
    pointer: node.pointer,
    properties,
    clauses: [...readClausesOfObject(node, name, root), ...(sla.get(name) ?? [])],
  }));
  const count = objects.reduce((sum, { clauses }) => sum + clauses.length, 0);
  if (count > mostClauses)
    return err({
      place: '/schema',
      message: `it has ${count} clauses, and at most ${mostClauses} are checked`,
    });
  return ok({
    id: root.at('id').text,
    name: root.at('name').text,
    version: root.at('version').text,
    apiVersion,
    servers: root.at('servers').items.map(readServer),
    objects,
    unbound: [...(sla.get(null) ?? []), ...readLineageRules(root)],
  });
}

function readServer(node: TreeNode): ContractServer {
  return {
    name: node.at('server').text ?? '',
    pointer: node.pointer,
    type: node.at('type').text ?? '',
    path: node.at('path').text,
    format: node.at('format').text,
  };
}
