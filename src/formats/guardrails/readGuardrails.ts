import * as z from 'zod';
import { type Guardrail, guardrailStatistics } from '../../gates/guardrail';
import { guardrailFault } from '../../gates/guardrailFault';
import { err, ok, type Result } from '../../lib/result';
import { readStrictly } from '../jsonl/parseJson';
import { jsonPlace } from '../jsonl/jsonPlace';
import { rulesShape } from './rulesShape';

/** A guardrail of whatever artifact. */
export type GuardrailTable = Pick<Guardrail, 'name' | 'metric' | 'statistic' | 'rules'>;

/** Why a file of guardrails is refused: a line and column, or a JSON pointer such as `/1/statistic`. */
export interface GuardrailsFault {
  readonly place: string;
  readonly message: string;
}

const shape = z.object({
  name: z.string().optional(),
  metric: z.string(),
  statistic: z.enum(guardrailStatistics),
  rules: rulesShape,
});

/** The guardrails of a JSON text: one, or a list of them. One without a name has that of its figure, such as `p95 of latency_ms`. */
export function readGuardrails(text: string): Result<readonly GuardrailTable[], GuardrailsFault> {
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const read = readStrictly(text);
    return read.ok
      ? err({ place: 'line 1', message: 'it is not readable as JSON' })
      : err({ place: jsonPlace(text, read.error.offset), message: read.error.message });
  }
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
    const { metric, statistic, rules, name = `${statistic} of ${metric}` } = checked.data;
    const table = { name, metric, statistic, rules };
    const message = guardrailFault(table);
    if (message !== null) return err({ place: own || '/', message });
    tables.push(table);
  }
  return ok(tables);
}
