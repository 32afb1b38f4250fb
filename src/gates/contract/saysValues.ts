import type { Rule } from './clause';
import type { ContractObject } from './contract';

const kinds: ReadonlySet<Rule['kind']> = new Set(['sql', 'sla', 'freshness', 'statistic', 'notInFuture']);

/** Whether the evidence of an object's clauses has values in it, beside the keys of failing rows. */
export function saysValues({ clauses }: ContractObject): boolean {
  return clauses.some(({ rule }) => kinds.has(rule.kind));
}
