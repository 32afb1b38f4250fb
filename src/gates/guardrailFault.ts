import { unreachableRule } from './applyGuardrail';
import type { Guardrail } from './guardrail';

/** Why a guardrail can't be asked, in words; null where it can. */
export function guardrailFault({
  name,
  metric,
  rules,
}: Pick<Guardrail, 'name' | 'metric' | 'rules'>): string | null {
  if (name.trim() === '') return 'A guardrail needs a name.';
  if (metric.trim() === '') return 'A guardrail needs the name of a metric.';
  if (rules.length === 0) return 'A guardrail needs at least one rule.';
  const at = rules.findIndex(({ threshold }) => !Number.isFinite(threshold));
  if (at !== -1) return `The threshold of rule ${at + 1} is not a finite number.`;
  const unreachable = unreachableRule({ rules });
  if (unreachable === null) return null;
  return `No value can meet rule ${unreachable + 1}: the rules before it take all of its values. Put it before them.`;
}
