import type { Rule } from '../../gates/contract/clause';
import type { Comparison } from '../../gates/contract/comparison';
import type { TreeNode } from './treeNode';

/** What a query is of. */
export interface SqlPlace {
  readonly objectName: string;
  /** What the column is called in the data; null at an object. */
  readonly columnName: string | null;
}

const ofTable = /"?\$?\{(?:object|table|model|schema)\}"?/gi;
const ofColumn = /"?\$?\{(?:property|column|field)\}"?/gi;

/** The rule of a quality entry of type sql. Unknown where it has no query, several comparisons, or nothing to compare with. */
export function sqlRule(node: TreeNode, comparisons: readonly Comparison[], place: SqlPlace): Rule {
  const query = node.at('query').text;
  if (query === null) return { kind: 'unknown', why: 'it has no query' };
  const { objectName, columnName } = place;
  if (columnName === null && ofColumn.test(query))
    return { kind: 'unknown', why: 'its query names a property, and it stands at an object' };
  const named = query
    .replace(ofTable, () => identifier(objectName))
    .replace(ofColumn, () => identifier(columnName ?? ''));
  const [comparison, ...others] = comparisons.filter((each) => node.at(each).tree !== null);
  if (comparison === undefined)
    return { kind: 'unknown', why: 'it has no comparison: what the figure must be' };
  if (others.length > 0)
    return {
      kind: 'unknown',
      why: 'it has several comparisons, and the standard allows one; write a rule for each',
    };
  const given = node.at(comparison);
  const isRange = comparison.endsWith('Between');
  const limits = isRange
    ? given.items.flatMap((item) => item.value ?? [])
    : [given.value].flatMap((each) => each ?? []);
  const isOrder = comparison !== 'mustBe' && comparison !== 'mustNotBe';
  if (limits.length !== (isRange ? 2 : 1) || (isOrder && limits.some((limit) => limit.kind !== 'number')))
    return { kind: 'unknown', why: `${comparison} takes ${isRange ? 'two numbers' : 'a value'}` };
  const text = isRange ? `[${given.texts.join(', ')}]` : (given.text ?? 'null');
  return { kind: 'sql', query: named, comparison, limits, text };
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
