import { formatFigure } from '../shared/format';

/** `rmse 12.4 · r2 0.81` */
export function metricWords(metrics: Readonly<Record<string, number>>): string {
  return Object.entries(metrics)
    .map(([name, value]) => `${name} ${formatFigure(value)}`)
    .join(' · ');
}
