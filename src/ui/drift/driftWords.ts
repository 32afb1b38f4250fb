import type { ColumnDrift, StatisticName } from '../../drift/report';
import type { ColumnType } from '../../table/schema';
import { formatDuration, formatFigure, formatPsi } from '../shared/format';

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

/** `0.31`, `0.31 ± 0.02` */
export function psiWithError(column: Pick<ColumnDrift, 'psi' | 'maxError'>): string {
  if (column.psi === null || column.maxError === 0) return formatPsi(column.psi);
  return `${formatPsi(column.psi)} ± ${formatError(column.maxError)}`;
}

/** An error in one or two digits, never rounded down to nothing. */
export function formatError(error: number): string {
  return error < 0.005 ? '0.01' : error.toPrecision(error < 0.1 ? 1 : 2);
}

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
export function chanceWords({
  chance,
  psi,
  maxError,
}: Pick<ColumnDrift, 'chance' | 'psi' | 'maxError'>): string | null {
  if (chance === null || psi === null) return null;
  const isCertain = psi - maxError > chance.q95 || psi + maxError <= chance.q95;
  const verdict = !isCertain
    ? 'The error is too large to tell whether this figure is more.'
    : psi <= chance.q95
      ? 'This figure is within what chance gives.'
      : 'This figure is more than chance gives.';
  return `Two samples of one distribution, of these sizes, have a PSI of ${formatFigure(chance.mean)} on average and below ${formatFigure(chance.q95)} in 95 of 100 cases. ${verdict}`;
}

/** Why a column has no figure, or what to know about the one it has. */
export function columnNote(column: ColumnDrift): string | null {
  if (column.presence === 'referenceOnly') return 'Only in the reference';
  if (column.presence === 'currentOnly') return 'Only in the current';
  return column.typeNote === null ? null : capitalised(column.typeNote);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
