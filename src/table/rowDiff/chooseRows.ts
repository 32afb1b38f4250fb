import type { RowMatch } from './matchRows';
import type { WantedRows } from './rowCells';

/** How a row of a diff differs. */
export type DiffedRowKind = 'changed' | 'added' | 'removed';

/** How many rows of each kind are shown on the page. */
export const shownPerKind = 2000;

/** Which rows of a match are looked at more closely. Changed rows have one place on both sides. */
export interface ChosenRows {
  readonly reference: WantedRows;
  readonly current: WantedRows;
  /** What is shown: the first of each kind. Rows count from 0; -1 on a side that lacks it. */
  readonly shown: readonly ShownRow[];
}

interface ShownRow {
  readonly kind: DiffedRowKind;
  readonly referenceRow: number;
  readonly currentRow: number;
}

/**
 * Chooses all changed rows, in the order of the current side, to be compared, of which the first `mostHashed` cell by cell; and some to be
 * shown: changed ones, then added ones, then removed ones, at most `mostShown` of each.
 */
export function chooseRows(
  { referenceOf, isChanged, isRemoved }: RowMatch,
  mostHashed: number,
  mostShown = shownPerKind,
): ChosenRows {
  const before = noRows(isRemoved.length);
  const after = noRows(isChanged.length);
  const changed: ShownRow[] = [];
  const added: ShownRow[] = [];
  const removed: ShownRow[] = [];
  let comparedCount = 0;
  for (let row = 0; row < isChanged.length; row++) {
    const referenceRow = referenceOf[row]!;
    if (referenceRow < 0 && added.length < mostShown) {
      added.push({ kind: 'added', referenceRow, currentRow: row });
    }
    if (isChanged[row] === 0) continue;
    before.compared[referenceRow] = after.compared[row] = comparedCount++;
    if (changed.length < mostShown) changed.push({ kind: 'changed', referenceRow, currentRow: row });
  }
  for (let row = 0; row < isRemoved.length && removed.length < mostShown; row++) {
    if (isRemoved[row] === 1) removed.push({ kind: 'removed', referenceRow: row, currentRow: -1 });
  }
  const shown = [...changed, ...added, ...removed];
  shown.forEach(({ referenceRow, currentRow }, place) => {
    if (referenceRow >= 0) before.shown[referenceRow] = place;
    if (currentRow >= 0) after.shown[currentRow] = place;
  });
  const hashedCount = Math.min(comparedCount, mostHashed);
  const counts = { comparedCount, hashedCount, shownCount: shown.length };
  return { reference: { ...wantedOf(before), ...counts }, current: { ...wantedOf(after), ...counts }, shown };
}

/** By row of a side: its place among the compared and among the shown, or -1. */
interface RowPlaces {
  readonly compared: Int32Array;
  readonly shown: Int32Array;
}

function noRows(rowCount: number): RowPlaces {
  return { compared: new Int32Array(rowCount).fill(-1), shown: new Int32Array(rowCount).fill(-1) };
}

/** The rows that have a place. */
function wantedOf({ compared, shown }: RowPlaces): Pick<WantedRows, 'rows' | 'compared' | 'shown'> {
  const all = new Int32Array(compared.length);
  let count = 0;
  for (let row = 0; row < all.length; row++) {
    if (compared[row]! >= 0 || shown[row]! >= 0) all[count++] = row;
  }
  const rows = all.slice(0, count);
  return { rows, compared: rows.map((row) => compared[row]!), shown: rows.map((row) => shown[row]!) };
}
