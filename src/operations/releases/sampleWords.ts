import type { SetAside } from './sampleColumns';

const reasons: Readonly<Record<SetAside['reason'], string>> = {
  namesRows: 'it names the rows',
  identifierName: 'its name says that it tells rows or runs apart',
  countsRows: 'it counts the rows',
  text: 'it is not of numbers',
  noNumber: 'it has no number',
};

/** Why a column is no metric. */
export function setAsideReason({ reason }: SetAside): string {
  return reasons[reason];
}

/** `Set aside: seed (its name says that it tells rows or runs apart), note (it is not of numbers).`; null for none. */
export function setAsideWords(setAside: readonly SetAside[]): string | null {
  if (setAside.length === 0) return null;
  const each = setAside.map((column) => `${column.column} (${setAsideReason(column)})`);
  return `Set aside: ${each.join(', ')}.`;
}
