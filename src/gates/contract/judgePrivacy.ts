import { kindWords } from '../privacy/kinds';
import { recogniseTable } from '../privacy/recogniseTable';
import { columnOf } from './columnOf';
import type { JudgedTable } from './judgedTable';
import type { TableRule } from './tableRule';
import { noneFailing, type Outcome } from './verdict';

/**
 * What a clause on personal data says [K27]: it may stand only in columns that the contract classifies, beside the kinds that are
 * allowed anywhere.
 */
export function judgePrivacy(
  { allowed, from }: Extract<TableRule, { kind: 'privacy' }>,
  { facts, object, columnNames }: JudgedTable,
  said: (holds: boolean, message: string, value?: string) => Outcome,
): Outcome {
  const { profile } = facts;
  if (profile === null)
    return {
      verdict: 'unknown',
      evidence: { message: 'the table has no profile here' },
      failing: noneFailing,
    };
  const classified = new Set(
    object.properties
      .filter(({ isPersonal, isRecognised }) => isPersonal && isRecognised !== true)
      .map((property) => columnNames[columnOf(property, columnNames)] ?? property.name),
  );
  const found = recogniseTable(profile).flatMap(({ name, findings }) =>
    classified.has(name) || classified.has(name.split('.')[0]!)
      ? []
      : findings.flatMap(({ kind, score }) =>
          score >= from && !allowed.includes(kind) ? [{ name, kind, score }] : [],
        ),
  );
  const words = found.map(
    ({ name, kind, score }) => `${name} holds ${kindWords[kind]} (${score.toFixed(2)})`,
  );
  const message =
    words.length === 0
      ? 'no personal data was found outside of the columns that the contract classifies'
      : `not classified: ${words.slice(0, 10).join('; ')}`;
  return said(found.length === 0, message, String(found.length));
}
