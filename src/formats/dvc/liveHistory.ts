import { type HistoryPoint, packHistory } from '../../lineage/metricHistory';

/** The folders in which DVCLive keeps the course of each metric, beside its file of last values. */
export const liveFolders = ['plots/metrics', 'plots/scalars'] as const;

/** A file of DVCLive as a packed history: columns `step`, perhaps `timestamp` in milliseconds, and the metric's own. Null where it is none. */
export function readLiveHistory(text: string): string | null {
  const [head = '', ...lines] = text.split(/\r?\n/);
  const names = head.split('\t');
  const [step, time] = [names.indexOf('step'), names.indexOf('timestamp')];
  const value = names.findIndex((name, index) => index !== step && index !== time && name !== '');
  if (step === -1 || value === -1) return null;
  const points: HistoryPoint[] = [];
  for (const line of lines) {
    if (line === '') continue;
    const cells = line.split('\t');
    const [at, figure] = [wholeOf(cells[step]), numberOf(cells[value])];
    if (at !== null && figure !== null) points.push([at, wholeOf(cells[time]), figure]);
  }
  return points.length === 0 ? null : packHistory(points);
}

function wholeOf(text: string | undefined): number | null {
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : null;
}

function numberOf(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '') return null;
  const special = { nan: Number.NaN, inf: Infinity, '-inf': -Infinity }[text.toLowerCase()];
  const number = special ?? Number(text);
  return special === undefined && Number.isNaN(number) ? null : number;
}
