import { ownValue } from '../../lib/ownValue';
import type { Clause, Metric, Operator, Rule } from '../../gates/contract/clause';
import type { Comparison, ContractValue } from '../../gates/contract/comparison';
import { parseDecimal } from '../../gates/contract/decimal';
import type { RowExpression } from '../../gates/contract/expression';
import { readExpression } from '../cel/readExpression';
import { patternFault } from './readOptions';
import { sqlRule, type SqlPlace } from './readSql';
import type { TreeNode } from './treeNode';

const comparisons: readonly Comparison[] = [
  'mustBe',
  'mustNotBe',
  'mustBeGreaterThan',
  'mustBeGreaterOrEqualTo',
  'mustBeLessThan',
  'mustBeLessOrEqualTo',
  'mustBeBetween',
  'mustNotBeBetween',
];

/** The metrics of the standard, with the names that 3.0 has for them. */
const metricNames: Readonly<Record<string, Metric['kind']>> = {
  rowCount: 'rowCount',
  nullValues: 'nullValues',
  nullCount: 'nullValues',
  nullCheck: 'nullValues',
  missingValues: 'missingValues',
  invalidValues: 'invalidValues',
  duplicateValues: 'duplicateValues',
  duplicateCount: 'duplicateValues',
};

/** What a quality rule is of. */
interface QualityPlace extends SqlPlace {
  /** The names of the object's columns by their physical names. */
  readonly physicalNames: ReadonlyMap<string, string>;
}

/** A quality rule of a property, or of an object where `column` is null; `columns` are the object's own. */
export function readQuality(
  node: TreeNode,
  column: string | null,
  columns: readonly string[],
  place: QualityPlace,
): Omit<Clause, 'column' | 'root'> {
  const metric = node.at('metric').text ?? node.at('rule').text;
  const type = node.at('type').text ?? 'library';
  const rule =
    type === 'library'
      ? libraryRule(node, metric, { column, columns, ...place })
      : otherRule(node, type, { column, columns, ...place });
  return {
    pointer: node.pointer,
    name: type === 'library' ? (metric ?? 'library') : type,
    id: node.at('id').text,
    severity: node.at('severity').text,
    rule,
  };
}

interface Columns extends QualityPlace {
  readonly column: string | null;
  readonly columns: readonly string[];
}

function otherRule(node: TreeNode, type: string, of: Columns): Rule {
  switch (type) {
    case 'text':
      return { kind: 'notChecked', why: 'it is written for people' };
    case 'custom':
      if (node.at('engine').text?.toLowerCase() === 'cel')
        return expressionRule(node.at('implementation').text ?? '', of);
      return {
        kind: 'notChecked',
        why: `it is written for the engine ${node.at('engine').text ?? 'that it does not name'}`,
      };
    case 'sql':
      return sqlRule(node, comparisons, of);
    default:
      return { kind: 'notChecked', why: `rules of type ${type} are not checked here` };
  }
}

/** A condition in CEL over the columns of a row; `value` is the property's own. */
function expressionRule(source: string, { column, columns }: Columns): Rule {
  const read = readExpression(source);
  if (!read.ok) return { kind: 'unknown', why: read.error };
  const { names } = read.value;
  const hasValue = column !== null && columns.includes(column) && !columns.includes('value');
  const known = new Set([...columns, 'now', 'row', ...(hasValue ? ['value'] : [])]);
  const strange = names.filter((name) => !known.has(name));
  if (strange.length > 0)
    return { kind: 'unknown', why: `${strange.join(', ')} is no property of the object` };
  const used = names.includes('row') ? columns : columns.filter((name) => names.includes(name));
  const withOwn = hasValue && names.includes('value') ? new Set([...used, column]) : new Set(used);
  const expression = hasValue && names.includes('value') ? withValue(read.value, column) : read.value;
  return { kind: 'expression', expression, columns: [...withOwn] };
}

function withValue(expression: RowExpression, column: string): RowExpression {
  return {
    ...expression,
    evaluate: (values) => expression.evaluate(Object.assign(values, { value: values[column] })),
  };
}

function libraryRule(node: TreeNode, name: string | null, of: Columns): Rule {
  const kind = name === null ? undefined : ownValue(metricNames, name);
  if (kind === undefined) return { kind: 'notChecked', why: `the metric ${name ?? '(none)'} is not known` };
  if (['validValues', 'pattern', 'missingValues', 'properties'].some((key) => node.at(key).isThere))
    return {
      kind: 'unknown',
      why: 'the arguments of the metric stand beside arguments, where the standard has no room for them',
    };
  const metric = metricOf(kind, node.at('arguments'), of);
  if (typeof metric === 'string') return { kind: 'unknown', why: metric };
  const operators = comparisons.filter((each) => node.at(each).isThere).map((each) => operatorOf(node, each));
  const [operator] = operators;
  if (operator === undefined)
    return { kind: 'unknown', why: 'it has no comparison: what the figure must be' };
  if (operators.length > 1)
    return {
      kind: 'unknown',
      why: 'it has several comparisons, and the standard allows one; write a rule for each',
    };
  if (typeof operator === 'string') return { kind: 'unknown', why: operator };
  const unit = node.at('unit').text ?? 'rows';
  if (unit !== 'rows' && unit !== 'percent')
    return { kind: 'unknown', why: `the unit ${unit} is neither rows nor percent` };
  if (unit === 'percent' && kind === 'rowCount')
    return { kind: 'unknown', why: 'a row count in percent is of nothing' };
  return { kind: 'metric', metric, isPercent: unit === 'percent', operators: [operator] };
}

/** What is counted; words where the arguments do not say it. */
function metricOf(kind: Metric['kind'], given: TreeNode, of: Columns): Metric | string {
  const { column } = of;
  const isOfColumn = kind !== 'rowCount' && kind !== 'duplicateValues';
  if (isOfColumn && column === null) return `${kind} is of a property, and stands at an object`;
  switch (kind) {
    case 'rowCount':
    case 'nullValues':
      return { kind };
    case 'missingValues': {
      const values = valuesAt(given, 'missingValues');
      return typeof values === 'string' ? values : { kind, values: values ?? [{ kind: 'null' }] };
    }
    case 'invalidValues': {
      const pattern = given.at('pattern').text;
      const values = valuesAt(given, 'validValues');
      if (typeof values === 'string') return values;
      if (pattern === null && values === null) return 'it needs the argument validValues or pattern';
      const fault = pattern === null ? null : patternFault(pattern);
      return fault ?? { kind, values, pattern };
    }
    case 'duplicateValues': {
      return column === null ? duplicatesOf(given.at('properties').texts, of) : { kind, columns: [column] };
    }
  }
}

/** Properties go by their names, or by those that the data have. */
function duplicatesOf(given: readonly string[], { columns, physicalNames }: Columns): Metric | string {
  if (given.length === 0) return 'it needs the argument properties';
  const named = given.map((name) => (columns.includes(name) ? name : physicalNames.get(name)));
  const strange = given.filter((_, at) => named[at] === undefined);
  if (strange.length > 0) return `${strange.join(', ')} is no property of the object`;
  return { kind: 'duplicateValues', columns: named.flatMap((name) => name ?? []) };
}

/** A list of values; null where there is none, words where something else stands there. */
function valuesAt(given: TreeNode, name: string): readonly ContractValue[] | string | null {
  const node = given.at(name);
  if (!node.isThere) return null;
  if (node.list === null) return `${name} must be a list`;
  return node.list.flatMap((item) => item.value ?? []);
}

function operatorOf(node: TreeNode, name: Comparison): Operator | string {
  const given = node.at(name);
  const texts = given.texts;
  const limits = texts.flatMap((text) => parseDecimal(text) ?? []);
  const wanted = name.endsWith('Between') ? 2 : 1;
  if (texts.length !== wanted || limits.length !== wanted)
    return `${name} takes ${wanted === 1 ? 'a number' : 'two numbers'}`;
  return { name, limits, text: wanted === 1 ? texts[0]! : `[${texts.join(', ')}]` };
}
