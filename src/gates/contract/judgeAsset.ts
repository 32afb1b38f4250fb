import { tailOf } from '../tail';
import { columnOf } from './columnOf';
import type { JudgedTable } from './judgedTable';
import { isWithin, rangeText } from './range';
import { signatureFaults } from './signature';
import type { TableRule } from './tableRule';
import { unknownOutcome, type Outcome, type Say } from './verdict';

type AssetRule = Extract<TableRule, { kind: 'metricWithin' | 'files' | 'signature' }>;

/** What a clause on a model, an endpoint or a folder says, or one that holds a table against what a model takes [K28]. */
export function judgeAsset(rule: AssetRule, table: JudgedTable, said: Say): Outcome {
  switch (rule.kind) {
    case 'metricWithin':
      return judgeMetricWithin(rule, table, said);
    case 'files':
      return judgeFiles(rule, table, said);
    case 'signature':
      return judgeSignature(rule, table, said);
  }
}

function judgeMetricWithin(
  rule: Extract<AssetRule, { kind: 'metricWithin' }>,
  { facts }: JudgedTable,
  said: Say,
): Outcome {
  const { metric, statistic } = rule;
  if (facts.metrics === null)
    return unknownOutcome('no metrics are known here; a bundle tells them (--bundle)');
  const values = facts.metrics.get(metric) ?? [];
  const tail = tailOf(values);
  if (tail === null) return unknownOutcome(`there is no sample of ${metric}`);
  if (statistic !== 'each') {
    const figure = tail[statistic];
    const message = `${statistic} of ${metric} is ${figure}, of ${values.length} samples; ${rangeText(rule)} is promised`;
    return said(isWithin(figure, figure, rule) === true, message, String(figure));
  }
  const outside = values.filter((value) => isWithin(value, value, rule) !== true);
  const range = `${rangeText(rule)} is promised of each`;
  if (outside.length === 0) return said(true, `${values.length} samples of ${metric}; ${range}`);
  const message = `${outside.length} of ${values.length} samples of ${metric} lie outside, the first is ${outside[0]}; ${range}`;
  return said(false, message, String(outside[0]));
}

function judgeFiles(
  rule: Extract<AssetRule, { kind: 'files' }>,
  { facts: { files } }: JudgedTable,
  said: Say,
): Outcome {
  if (files === null) return unknownOutcome('it is no folder');
  const { kinds, minimum, maximum } = rule;
  const others = kinds === null ? [] : files.filter((file) => !kinds.includes(endingOf(file)));
  if (kinds !== null && others.length > 0) {
    const [first] = others;
    const more = others.length > 1 ? `, and ${others.length - 1} more` : '';
    return said(false, `${first}${more} is none of ${kinds.join(', ')}`, String(others.length));
  }
  const isRight =
    (minimum === null && maximum === null) || isWithin(files.length, files.length, rule) === true;
  const promised = minimum === null && maximum === null ? '' : `; ${rangeText(rule)} is promised`;
  return said(isRight, `${files.length} files${promised}`, String(files.length));
}

/** What stands after the last point of a file's name, in small letters; nothing where there is none. */
function endingOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const point = name.lastIndexOf('.');
  return point <= 0 ? '' : name.slice(point + 1).toLowerCase();
}

function judgeSignature(
  { model }: Extract<AssetRule, { kind: 'signature' }>,
  { facts, columnNames, object }: JudgedTable,
  said: Say,
): Outcome {
  const signature = facts.signatures.get(model) ?? `what ${model} takes is not known here`;
  if (typeof signature === 'string') return unknownOutcome(signature);
  if (facts.profile === null) return unknownOutcome('the types of the columns are not known here');
  const faults = signatureFaults(signature, facts.profile.columns);
  if (faults.length === 0)
    return said(true, `${model} takes ${signature.length} columns, and all that it needs are there`);
  const known = new Set(signature.map(({ name }) => name));
  const promised = object.properties.filter(
    (property) => known.has(property.name) && columnOf(property, columnNames) === -1,
  );
  const hint = promised.length === 0 ? '' : '; the contract promises it, too';
  return said(
    false,
    `${model}: ${faults.slice(0, 5).join('; ')}${faults.length > 5 ? '; …' : ''}${hint}`,
    String(faults.length),
  );
}
