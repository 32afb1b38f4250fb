import type { ColumnProfile } from '../profile/profile';
import { keyName } from '../profile/suggestKey';

/** Names that sequences have by custom, beside those of keys. */
const sequenceName = /^(seq|sequence|number|no|nr|num|offset)$|[_.-](seq|sequence|number|no|nr|num|offset)$/i;

/** A column grows where at least this share of its values lies beyond the reference's greatest. */
const shareBeyond = 0.02;

/**
 * Whether a column only grows from the reference to the current: times that go on, and sequence ids. It is of dates, timestamps, or of
 * integers that all differ on both sides under the name of a key or a sequence; its least value is no less than the reference's, and at least 2 % of its values
 * are beyond the reference's greatest. Such a column drifts by its nature. Rule [D23].
 */
export function growsOnly(reference: ColumnProfile, current: ColumnProfile): boolean {
  const [before, after] = [reference.numbers, current.numbers];
  if (!before || !after || reference.type !== current.type || after.min < before.min) return false;
  const isTime = current.type === 'date' || current.type === 'timestamp';
  const isSequence =
    current.type === 'integer' && isSequenceName(current.name) && allDiffer(reference) && allDiffer(current);
  if (!isTime && !isSequence) return false;
  const { values, weights } = after.quantiles;
  let [beyond, all] = [0, 0];
  values.forEach((value, at) => {
    all += weights[at]!;
    if (value > before.max) beyond += weights[at]!;
  });
  return all > 0 && beyond / all >= shareBeyond;
}

function isSequenceName(name: string): boolean {
  return keyName.test(name) || sequenceName.test(name);
}

/** As far as the count of distinct values can tell: within three standard errors. */
function allDiffer({ rowCount, nullCount, distinct }: ColumnProfile): boolean {
  const present = rowCount - nullCount;
  return present > 1 && present - distinct.count <= 3 * distinct.relativeError * present;
}
