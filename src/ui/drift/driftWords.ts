import { describeUnknown } from '../../drift/describeColumn';
import { isAboveChance } from '../../drift/hasDrifted';
import { chanceText } from '../../drift/psiText';
import type { Recipe } from '../../drift/recipe';
import type { ColumnDrift, StatisticName } from '../../drift/report';
import type { ColumnType } from '../../table/schema';
import { formatDuration, formatFigure } from '../shared/format';

export const statisticNames: Readonly<Record<StatisticName, string>> = {
  ks: 'Kolmogorov–Smirnov',
  wasserstein: 'Wasserstein',
  wassersteinNormed: 'Wasserstein, normed',
  chiSquare: 'Chi-square',
  jsDistance: 'Jensen–Shannon, nats',
  klDivergence: 'KL(ref‖cur), nats',
  hellinger: 'Hellinger',
  lInfinity: 'L-infinity',
  totalVariation: 'Total variation',
};

/** `< 0.0001`, `0.0312` */
export function formatPValue(pValue: number): string {
  return pValue < 1e-4 ? '< 0.0001' : formatFigure(pValue);
}

/** `12.5 %`: one decimal always, so that a column of them lines up. */
export function formatShareInColumn(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** What a bin adds to PSI, with four decimals. */
export function formatContribution(contribution: number): string {
  return contribution > 0 && contribution < 5e-5 ? '< 0.0001' : contribution.toFixed(4);
}

/** A statistic's value; Wasserstein's is in the unit of the column, which for dates and times is a duration. */
export function formatStatistic(name: StatisticName, value: number, type: ColumnType): string {
  const isTime = type === 'date' || type === 'timestamp' || type === 'time';
  return name === 'wasserstein' && isTime ? formatDuration(value) : formatFigure(value);
}

/** What chance alone gives, beside what was found. */
export function chanceWords(column: ColumnDrift): string | null {
  const { chance, psi, maxError } = column;
  if (psi === null) return null;
  if (chance === null) return 'Drawing pairs to see what chance alone gives …';
  const level = `Chance alone stays below ${chanceText(column)} (95 %${chance.isSimulated ? ', of 2,000 pairs drawn' : ''}).`;
  if (column.unknown !== null) return level;
  const isAbove = isAboveChance(column) === true;
  const isCertain = isAboveChance({ ...column, psi: isAbove ? psi - maxError : psi + maxError }) === isAbove;
  if (!isCertain) return `${level} The error is too large to tell whether this figure is more.`;
  return `${level} This figure is ${isAbove ? 'more than' : 'within what'} chance gives.`;
}

/** Why a column has no figure or no band, or what to know about the ones it has; without a full stop. */
export function columnNote(column: ColumnDrift, recipe: Recipe): string | null {
  const unknown = describeUnknown(column, recipe);
  const notes = [column.typeNote, unknown === column.typeNote ? null : unknown].filter(
    (note) => note !== null,
  );
  return notes.length === 0 ? null : capitalised(notes.join('; '));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
