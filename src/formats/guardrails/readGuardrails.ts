import { z } from '../../lib/zod';
import { type Guardrail, guardrailActions, guardrailStatistics } from '../../gates/guardrail';
import { guardrailFault } from '../../gates/guardrailFault';
import { err, ok, type Result } from '../../lib/result';
import { parseRules, type GuardrailsFault } from './parseRules';
import { rulesShape } from './rulesShape';

/** A guardrail of whatever artifact. */
export type GuardrailTable = Pick<Guardrail, 'name' | 'metric' | 'statistic' | 'rules' | 'missing'>;

const shape = z.object({
  name: z.string().optional(),
  metric: z.string(),
  statistic: z.enum(guardrailStatistics),
  rules: rulesShape,
  missing: z.enum(guardrailActions).optional(),
});

/** The guardrails of a text in JSON or YAML: one, or a list of them. One without a name has that of its figure, such as `p95 of latency_ms`. */
export function readGuardrails(text: string): Result<readonly GuardrailTable[], GuardrailsFault> {
  const parsed = parseRules(text);
  if (!parsed.ok) return parsed;
  const root = parsed.value;
  const isList = Array.isArray(root);
  const listed: readonly unknown[] = isList ? (root as readonly unknown[]) : [root];
  if (listed.length === 0) return err({ place: '/', message: 'there is no guardrail in it' });
  const tables: GuardrailTable[] = [];
  for (const [index, each] of listed.entries()) {
    const own = isList ? `/${index}` : '';
    const checked = shape.safeParse(each);
    if (!checked.success) {
      const issue = checked.error.issues[0];
      const place = [own, ...(issue?.path ?? [])].join('/');
      return err({ place: place || '/', message: issue?.message ?? 'it is no guardrail' });
    }
    const { metric, statistic, rules, missing, name = `${statistic} of ${metric}` } = checked.data;
    const table = { name, metric, statistic, rules, ...(missing && { missing }) };
    const message = guardrailFault(table);
    if (message !== null) return err({ place: own || '/', message });
    tables.push(table);
  }
  return ok(tables);
}
