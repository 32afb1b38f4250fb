import { birthRules } from './birthRules';
import { contactRules } from './contactRules';
import { type IdRule, isOfRule } from './idRule';
import { moneyRules } from './moneyRules';
import { nationalIds } from './nationalIds';
import { networkRules } from './networkRules';
import { personRules } from './personRules';
import { positionRules } from './positionRules';
import { passports, taxIds } from './taxIds';
import type { ValueRule } from './valueRule';

const idScore = { kind: 0.97, nothing: 0.88, other: 0.4 };

function ruleOfId(rule: IdRule): ValueRule {
  return {
    kind: rule.kind,
    name: rule.name,
    matches: (text, compact) => isOfRule(rule, text, compact),
    chance: rule.chance,
    score: rule.needsName ? { ...idScore, nothing: 0, other: 0 } : idScore,
  };
}

/** How every kind is recognised. */
export const rules: readonly ValueRule[] = [
  ...contactRules,
  ...moneyRules,
  ...networkRules,
  ...[...nationalIds, ...taxIds, ...passports].map(ruleOfId),
  ...birthRules,
  ...positionRules,
  ...personRules,
];
