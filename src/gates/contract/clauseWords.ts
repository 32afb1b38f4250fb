import { objectiveWords } from '../freshness/objective';
import type { Clause, Limit, MetricRule, Operator, Rule } from './clause';
import type { Comparison, ContractValue } from './comparison';
import type { GraphRule } from './graphRule';
import { rangeText } from './range';
import { isTableRule, type TableRule } from './tableRule';

/** A clause as a sentence: `fare is at least 0.`, `The row count is above 10.` */
export function clauseWords({ rule, column, name }: Clause): string {
  return `${said(rule, column ?? 'the table', name)}.`;
}

function said(rule: Rule, subject: string, name: string): string {
  if (isTableRule(rule)) return ofTable(rule, subject);
  switch (rule.kind) {
    case 'present':
      return `There is a column ${subject}`;
    case 'key':
      return rule.isRequired
        ? rule.columns.length === 1
          ? `${subject} tells each row apart, and is never missing`
          : `${rule.columns.join(' and ')} tell each row apart together, and are never missing`
        : `Each value of ${rule.columns.join(' and ')} stands once`;
    case 'metric':
      return `${metricName(rule, subject)} ${rule.operators.map(operatorWords).join(' and ')}`;
    case 'relationship':
      return rule.to === null
        ? `${rule.from.join(' and ')} refers to ${rule.said}`
        : `Each value of ${rule.from.join(' and ')} is one of ${rule.to.object} (${rule.to.columns.join(', ')})`;
    case 'sla':
      return slaWords(rule);
    case 'correlation':
      return `The correlation of ${rule.columns[0]} and ${rule.columns[1]} is ${rangeText(rule)}`;
    case 'sql':
      return `The query ${rule.query} ${comparisons[rule.comparison]} ${rule.text}`;
    case 'graph':
      return ofGraph(rule.graph);
    case 'sorted':
      return `${subject} is in ${rule.isDescending ? 'descending' : 'ascending'} order`;
    case 'expression':
      return `Each row keeps ${rule.expression.source}`;
    case 'notChecked':
    case 'unknown':
      return `${name}: ${rule.why}`;
    default:
      return ofRow(rule, subject);
  }
}

type RowKinds = 'type' | 'required' | 'bound' | 'within' | 'multipleOf' | 'length' | 'items' | 'members';

function ofRow(
  rule: Extract<Rule, { kind: RowKinds | 'hasMembers' | 'uniqueItems' | 'dimensions' | 'pattern' | 'among' }>,
  subject: string,
): string {
  switch (rule.kind) {
    case 'type':
      return `${subject} is of type ${rule.logicalType}`;
    case 'required':
      return `${subject} is never missing`;
    case 'bound':
      return `${subject} is ${boundWords(rule.side, rule.isExclusive)} ${limitText(rule.limit)}`;
    case 'within':
      return `${subject} is from ${rule.least.nearest} to ${rule.most.nearest}`;
    case 'multipleOf':
      return `${subject} is a multiple of ${rule.of.nearest}`;
    case 'length':
      return `${subject} has ${sizeWords(rule.side, rule.limit)} characters`;
    case 'items':
      return `${subject} has ${sizeWords(rule.side, rule.limit)} items`;
    case 'members':
      return `${subject} has ${sizeWords(rule.side, rule.limit)} members`;
    case 'hasMembers':
      return `${subject} has ${rule.names.join(', ')}`;
    case 'uniqueItems':
      return `No item of ${subject} stands twice in a row`;
    case 'dimensions':
      return `${subject} has ${rule.count} dimensions`;
    case 'pattern':
      return `${subject} matches ${rule.pattern}`;
    case 'among':
      return `${subject} is one of ${valuesText(rule.values)}`;
  }
}

function ofTable(rule: TableRule, subject: string): string {
  switch (rule.kind) {
    case 'digest':
      return `The ${rule.isLogical ? 'logical digest' : 'digest'} is ${rule.digest.slice(0, 12)}…`;
    case 'encoding':
      return `The encoding is ${rule.encoding}`;
    case 'columns':
      return [
        'The declared columns are there',
        rule.isExact ? ', and no others' : '',
        rule.isOrdered ? ', in their order' : '',
      ].join('');
    case 'fileAge':
      return `The file was written at most ${rule.limit.text} ago`;
    case 'freshness':
      return `It is fresh: ${objectiveWords(rule.objective)}`;
    case 'licence':
      return `The licence is one of ${rule.allowed.join(', ')}`;
    case 'rowCountChange':
      return `The row count changes by ${rangeText(rule)} % from the version before`;
    case 'statistic':
      return `The ${statisticNames[rule.statistic]} of ${subject} is ${rangeText(rule)}`;
    case 'notInFuture':
      return `No value of ${subject} lies in the future`;
    case 'metricWithin':
      return `${rule.statistic === 'each' ? 'Each sample' : `The ${rule.statistic}`} of ${rule.metric} is ${rangeText(rule)}`;
    case 'files': {
      const count = rule.minimum === null && rule.maximum === null ? 'files' : `${rangeText(rule)} files`;
      return `The folder has ${count}${rule.kinds === null ? '' : `, all of them ${rule.kinds.join(' or ')}`}`;
    }
    case 'signature':
      return `The columns are what ${rule.model} takes`;
    case 'drift':
      return `${subject} drifts by a PSI of at most ${rule.maximum.nearest} from the version before, by the recipe ${rule.recipe}`;
    case 'privacy':
      return rule.allowed.length === 0
        ? 'No personal data stands in columns without a classification'
        : `No personal data but ${rule.allowed.join(', ')} stands in columns without a classification`;
  }
}

function ofGraph(rule: GraphRule): string {
  switch (rule.kind) {
    case 'noCycle':
      return 'The graph has no cycle';
    case 'declared':
      return 'Each input of a job is declared';
    case 'produced':
      return `A job writes each artifact${rule.sources.length === 0 ? '' : ` but ${rule.sources.join(', ')}`}`;
    case 'link':
      return `${rule.from} ${rule.mustExist ? 'leads' : 'does not lead'} to ${rule.to} by one job`;
    case 'reaches':
      return `${rule.from}${rule.digest === null ? '' : `, at the digest ${rule.digest.slice(0, 12)}…,`} leads to ${rule.to}`;
    case 'count': {
      const where = [
        ...(rule.downstreamOf === null ? [] : [` downstream of ${rule.downstreamOf}`]),
        ...(rule.upstreamOf === null ? [] : [` upstream of ${rule.upstreamOf}`]),
      ].join(' and');
      return `There are ${rule.minimum ?? 0} to ${rule.maximum ?? 'any number of'} ${rule.of}${where}`;
    }
  }
}

function slaWords({ property, element, limit }: Extract<Rule, { kind: 'sla' }>): string {
  switch (property) {
    case 'freshness':
    case 'latency':
      return `The newest ${element} is at most ${limit.text} old`;
    case 'retention':
      return `No ${element} is older than ${limit.text}`;
    case 'frequency':
      return `No two moments of ${element} in succession are more than ${limit.text} apart`;
  }
}

function metricName({ metric, isPercent }: MetricRule, subject: string): string {
  const share = isPercent ? ', in percent of the rows,' : '';
  switch (metric.kind) {
    case 'rowCount':
      return 'The row count';
    case 'nullValues':
      return `The count of nulls in ${subject}${share}`;
    case 'missingValues':
      return `The count of missing values in ${subject}${share}`;
    case 'invalidValues':
      return `The count of invalid values in ${subject}${share}`;
    case 'duplicateValues':
      return `The count of repeated values of ${metric.columns.join(' and ')}${share}`;
  }
}

const comparisons: Readonly<Record<Comparison, string>> = {
  mustBe: 'is',
  mustNotBe: 'is not',
  mustBeGreaterThan: 'is above',
  mustBeGreaterOrEqualTo: 'is at least',
  mustBeLessThan: 'is below',
  mustBeLessOrEqualTo: 'is at most',
  mustBeBetween: 'lies between, without the ends,',
  mustNotBeBetween: 'does not lie between, without the ends,',
};

const statisticNames = {
  mean: 'mean',
  standardDeviation: 'standard deviation',
  median: 'median',
  distinctCount: 'number of distinct values',
  nullShare: 'share of nulls',
  meanLength: 'mean length',
} as const;

function operatorWords({ name, text }: Operator): string {
  return `${comparisons[name]} ${text}`;
}

function boundWords(side: 'least' | 'most', isExclusive: boolean): string {
  if (side === 'least') return isExclusive ? 'above' : 'at least';
  return isExclusive ? 'below' : 'at most';
}

function sizeWords(side: 'least' | 'most', limit: number): string {
  return `${side === 'least' ? 'at least' : 'at most'} ${limit}`;
}

function limitText(limit: Limit): string {
  return limit.text;
}

/** So many values are named. */
const namedValues = 12;

function valuesText(values: readonly ContractValue[]): string {
  const named = values.slice(0, namedValues).map(valueText).join(', ');
  return values.length > namedValues ? `${named} and ${values.length - namedValues} more` : named;
}

function valueText(value: ContractValue): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'text':
      return value.text;
    case 'boolean':
      return String(value.value);
    case 'number':
      return String(value.value.nearest);
  }
}
