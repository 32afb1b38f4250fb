import type { Clause, Rule } from '../../gates/contract/clause';
import type { GraphRule } from '../../gates/contract/graphRule';
import type { TreeNode } from './treeNode';

/** The clauses of `throughlineLineage` among the custom properties of the contract itself: one a rule of its list. */
export function readLineageRules(contract: TreeNode): readonly Clause[] {
  return contract
    .at('customProperties')
    .items.filter((item) => item.at('property').text === 'throughlineLineage')
    .flatMap((item) => item.at('value').items.map(clauseOf));
}

function clauseOf(node: TreeNode): Clause {
  const name = node.at('rule').text ?? '';
  const graph = ruleOf(node, name);
  const rule: Rule = typeof graph === 'string' ? { kind: 'unknown', why: graph } : { kind: 'graph', graph };
  return {
    pointer: node.pointer,
    name: name || 'throughlineLineage',
    column: null,
    root: null,
    id: null,
    severity: node.at('severity').text,
    rule,
  };
}

/** Words where it is no rule. */
function ruleOf(node: TreeNode, name: string): GraphRule | string {
  const [from, to] = [node.at('from').text, node.at('to').text];
  switch (name) {
    case 'noCycle':
    case 'declared':
      return { kind: name };
    case 'produced':
      return { kind: name, sources: node.at('sources').texts };
    case 'link':
      if (from === null || to === null) return 'link needs from and to: the names of two nodes';
      return { kind: name, from, to, mustExist: node.at('exists').boolean !== false };
    case 'reaches':
      if (from === null || to === null) return 'reaches needs from and to: the names of two nodes';
      return { kind: name, from, to, digest: node.at('digest').text?.toLowerCase() ?? null };
    case 'count':
      return countRule(node);
    default:
      return `${name || 'it'} is none of noCycle, declared, produced, link, reaches and count`;
  }
}

function countRule(node: TreeNode): GraphRule | string {
  const of = node.at('of').text;
  const [minimum, maximum] = ['minimum', 'maximum'].map((end) => {
    const text = node.at(end).text;
    return text === null ? null : Number(text);
  }) as [number | null, number | null];
  if (of !== 'artifacts' && of !== 'jobs' && of !== 'links') return 'count is of artifacts, jobs or links';
  const ends = [minimum, maximum].filter((end) => end !== null);
  if (ends.length === 0 || !ends.every((end) => Number.isInteger(end)))
    return 'count needs whole numbers: minimum, maximum or both';
  return {
    kind: 'count',
    of,
    downstreamOf: node.at('downstreamOf').text,
    upstreamOf: node.at('upstreamOf').text,
    minimum,
    maximum,
  };
}
