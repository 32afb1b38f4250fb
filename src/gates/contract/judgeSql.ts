import type { ContractValue } from './comparison';
import { compareDecimals, parseDecimal } from './decimal';
import { isHeld } from './metric';
import type { SqlAnswer, SqlRule } from './sqlRule';
import { brokenVerdict, maskedValue, noneFailing, type Outcome } from './verdict';

/** What a rule in SQL says [K26]. Null is told from a value, and is not compared otherwise. */
export function judgeSql(
  { query, comparison, limits, text }: SqlRule,
  answer: SqlAnswer | null,
  severity: string | null,
  personalNames: readonly string[],
): Outcome {
  const said = (verdict: Outcome['verdict'], message: string): Outcome => ({
    verdict,
    evidence: { message },
    failing: noneFailing,
  });
  if (answer === null) return said('unknown', 'rules in SQL are not run here');
  if (answer.kind === 'fault') return said('unknown', answer.message);
  const { value } = answer;
  const orders = limits.map((limit) => orderOf(value, limit));
  const shown = readsAny(query, personalNames) ? maskedValue : String(value ?? 'null');
  const words = `the query gives ${shown}; ${comparison} ${text}`;
  const isOfEquality = comparison === 'mustBe' || comparison === 'mustNotBe';
  if (orders.includes(null) && !isOfEquality) return said('unknown', `${words}, and the two do not compare`);
  const holds = isHeld(comparison, orders[0] ?? 1, orders[1] ?? 1);
  const outcome = said(holds ? 'pass' : brokenVerdict(severity), words);
  return { ...outcome, evidence: { message: words, value: shown } };
}

/** How a value stands to a limit: below zero, 0, above zero; null where they do not compare, as what is not equal. */
function orderOf(value: string | number | null, limit: ContractValue): number | null {
  switch (limit.kind) {
    case 'null':
      return value === null ? 0 : null;
    case 'text':
      return value === limit.text ? 0 : null;
    case 'boolean':
      return value === Number(limit.value) || value === String(limit.value) ? 0 : null;
    case 'number': {
      const decimal = value === null ? null : parseDecimal(String(value));
      return decimal === null ? null : compareDecimals(decimal, limit.value);
    }
  }
}

/** Whether a query may show a value of some columns: it has the name of one, or a star that is no `COUNT(*)`. */
function readsAny(query: string, names: readonly string[]): boolean {
  if (names.length === 0) return false;
  const text = query.toLowerCase().replaceAll(/count\s*\(\s*\*\s*\)/g, '');
  return text.includes('*') || names.some((name) => text.includes(name.toLowerCase()));
}
