import { assertNever } from '../lib/assertNever';
import type { ReadWarning } from '../table/reading';

/** Something a person should know of a reading, in one sentence. */
export function describeWarning(warning: ReadWarning): string {
  switch (warning.kind) {
    case 'skippedRows':
      return `${counted(warning.count, 'row')} left out, the first on line ${warning.firstLines.map(formatCount).join(', ')}.`;
    case 'mixedColumn':
      return `${warning.column}: several types, ${warning.detail}.`;
    case 'decimalComma':
      return `${warning.column}: ${counted(warning.count, 'value')} with a decimal comma, kept as text.`;
    case 'leadingZeros':
      return `${warning.column}: ${counted(warning.count, 'value')} with leading zeros, kept as text.`;
    case 'bigIntegers':
      return `${warning.column}: ${counted(warning.count, 'integer')} past 2^53, kept exact.`;
    case 'looseNumbers':
      return `${warning.column}: ${counted(warning.count, 'number')} written with blanks, a plus or a bare point.`;
    case 'duplicateColumnName':
      return warning.column === ''
        ? `A column has no name; it is shown as ${warning.renamedTo}.`
        : `The column name ${warning.column} stands twice; the second is shown as ${warning.renamedTo}.`;
    case 'other':
      return /[.!?]$/.test(warning.message) ? warning.message : `${warning.message}.`;
    default:
      return assertNever(warning);
  }
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
