import type { ContractProperty, InnerProperty } from '../../gates/contract/contract';
import { readerOfFormat } from '../../gates/contract/temporal';
import type { TreeNode } from './treeNode';

type Step = InnerProperty['step'];

/** Words of `classification` that say that values are not for everybody. */
const personal = /personal|pii|private|sensitive|confidential|restricted|secret/i;

/** A property with what is inside of it; `parent` is the path that it is in. */
export function readProperty(node: TreeNode, parent: string, step: Step): ContractProperty {
  const name = node.at('name').text ?? '';
  const path = pathOf(parent, name, step);
  const logicalType = node.at('logicalType').text;
  const format = node.at('logicalTypeOptions').at('format').text;
  const isTime = logicalType === 'date' || logicalType === 'timestamp' || logicalType === 'time';
  return {
    name: node.at('physicalName').text ?? name,
    path,
    logicalType,
    physicalType: node.at('physicalType').text,
    pointer: node.pointer,
    temporalFormat: isTime && format !== null && readerOfFormat(format) !== null ? format : null,
    isKey: node.at('primaryKey').boolean === true,
    isPersonal: personal.test(node.at('classification').text ?? ''),
    inner: innerNodes(node).map(({ step: own, node: inside }) => ({
      step: own,
      property: readProperty(inside, path, own),
    })),
  };
}

/** How people find what is inside: `address.city`, `items[].part`, `counts{key}`. */
export function pathOf(parent: string, name: string, step: Step): string {
  switch (step) {
    case 'member':
      return parent === '' ? name : `${parent}.${name}`;
    case 'items':
      return `${parent}[]`;
    case 'keys':
      return `${parent}{key}`;
    case 'values':
      return `${parent}{value}`;
  }
}

/** The properties inside of one. */
export function innerNodes(node: TreeNode): readonly { readonly step: Step; readonly node: TreeNode }[] {
  return [
    ...node.at('properties').items.map((inside) => ({ step: 'member' as const, node: inside })),
    ...(node.at('items').isThere ? [{ step: 'items' as const, node: node.at('items') }] : []),
    ...(node.at('map').at('key').isThere ? [{ step: 'keys' as const, node: node.at('map').at('key') }] : []),
    ...(node.at('map').at('value').isThere
      ? [{ step: 'values' as const, node: node.at('map').at('value') }]
      : []),
  ];
}
