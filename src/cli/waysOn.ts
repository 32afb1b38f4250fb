import type { BadRows } from '../table/reading';

/** The flags that read a table all the same, by what is wrong with its rows; empty where none does. */
export function waysOn({ kind, badRows }: { readonly kind: string; readonly badRows?: BadRows }): string {
  if (badRows === undefined) return '';
  const { count, shortCount, surplusEmptyCount } = badRows;
  if (kind === 'tooManyBadRows')
    return 'It may be cut otherwise than was found (--delimiter, --quote, --encoding …); --max-bad-share allows more.';
  const ways = [
    ...(shortCount > 0 ? [`--pad-short-rows reads ${shortCount} of them`] : []),
    ...(surplusEmptyCount > 0 ? [`--drop-empty-cells reads ${surplusEmptyCount} of them`] : []),
    `--skip-bad-rows leaves ${count === 1 ? 'it' : 'them'} out`,
  ];
  return `${ways.join('; ')}.`;
}
