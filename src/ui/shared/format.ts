import { digitsApartFromAll } from '../../lib/digitsApart';
import type { DistinctCount } from '../../profile/profile';

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `12,480` */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** A count where it stands alone as a value: `none`, `12,480` */
export function formatCountOrNone(count: number): string {
  return count === 0 ? 'none' : formatCount(count);
}

/** `1 row`, `12,480 rows` */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** How much of a list is shown: `11`, `4 of 11` */
export function formatShown(shown: number, total: number): string {
  return shown === total ? formatCount(total) : `${formatCount(shown)} of ${formatCount(total)}`;
}

/** `+1,204`, `−3`, `0` */
export function formatChange(change: number): string {
  if (change === 0) return '0';
  return `${change > 0 ? '+' : '−'}${formatCount(Math.abs(change))}`;
}

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `812 B`, `4.5 KB`, `130 MB`; a KB is 1000 bytes. */
export function formatBytes(byteLength: number): string {
  let value = byteLength;
  let unit = 0;
  // 999.95 and more would be shown as 1,000.
  while (value >= (unit === 0 ? 1000 : 999.5) && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${byteUnits[unit] ?? 'PB'}`;
}

/** `86 MB/s` */
export function formatRate(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`;
}

/** `420 ms`, `1.4 s`, `12 s`, `1 m 12 s`, `2 h 5 m`, `3 d 4 h` */
export function formatDuration(durationMs: number): string {
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  if (durationMs < 9_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joined(minutes, 'm', seconds % 60, 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return joined(hours, 'h', minutes % 60, 'm');
  return joined(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** `2 s left`, `1 m 12 s left`: an estimate, told in whole seconds and never as none. */
export function formatTimeLeft(leftMs: number): string {
  const seconds = Math.max(1, Math.ceil(leftMs / 1000));
  return `${seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000)} left`;
}

function joined(whole: number, wholeUnit: string, part: number, partUnit: string): string {
  return part === 0 ? `${whole} ${wholeUnit}` : `${whole} ${wholeUnit} ${part} ${partUnit}`;
}

/** `0 %`, `0.3 %`, `12 %`, `< 0.1 %` for a share of 1. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  if (percent < 100 && percent > 99.9) return '> 99.9 %';
  const digits = percent === 0 || percent >= 10 ? 0 : 1;
  return `${percent.toFixed(digits)} %`;
}

const figureDigits = 4;
const wholeFigures = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A measured number at four significant digits, whole from 1,000 on: `0.3127`, `12,480`, `1.2e-9`. */
export function formatFigure(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(2).replace('-', '−');
  return size >= 1000 ? wholeFigures.format(value).replace('-', '−') : formatDigits(value, figureDigits);
}

/** A finite measured number with as many digits as show on which side of each threshold it lies: `0.0996` beside 0.1. */
export function formatBeside(value: number, thresholds: readonly number[]): string {
  const least = Math.abs(value) >= 1000 ? Math.floor(Math.log10(Math.abs(value))) + 1 : figureDigits;
  const digits = digitsApartFromAll(value, thresholds, least);
  return digits === least ? formatFigure(value) : formatDigits(value, digits);
}

/** A threshold as it was set, with all of its digits. */
export function formatThreshold(value: number): string {
  return String(value).replace('-', '−');
}

function formatDigits(value: number, digits: number): string {
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-4 || size >= 1e15)
      ? value.toExponential(digits - 1)
      : new Intl.NumberFormat('en-US', { maximumSignificantDigits: digits }).format(value);
  return text.replace('-', '−');
}

/** `962` or `none` where exact, `≈ 962,000, ± 0.8 %` where estimated. */
export function formatDistinct(distinct: DistinctCount): string {
  if (distinct.isExact) return formatCountOrNone(distinct.count);
  return `≈ ${formatCount(roundedTo(distinct.count, 3))}, ± ${(distinct.relativeError * 100).toFixed(1)} %`;
}

function roundedTo(value: number, significantDigits: number): number {
  return Number(value.toPrecision(significantDigits));
}
