import { histogram } from '../../profile/summary';
import type { ColumnProfile } from '../../profile/profile';
import classes from './SparkHistogram.module.css';

interface SparkHistogramProps {
  readonly column: ColumnProfile;
  readonly width?: number;
  readonly height?: number;
}

const binCount = 20;

/** The distribution at a glance: a histogram of numbers, else the most frequent values in order. */
export function SparkHistogram({ column, width = 96, height = 28 }: SparkHistogramProps) {
  const counts = column.numbers
    ? histogram(column.numbers, binCount).map((bin) => bin.count)
    : column.frequent.items.slice(0, binCount).map((item) => item.count);
  const most = Math.max(0, ...counts);
  if (most === 0) return <svg className={classes.root} width={width} height={height} aria-hidden />;
  const step = width / Math.max(counts.length, 4);
  const path = counts
    .map((count, at) => {
      // A bin that holds something is seen, however little.
      const top = count === 0 ? height : Math.min(height - 1, height - (count / most) * height);
      return `M${at * step},${height}V${top}h${step - 1}V${height}z`;
    })
    .join('');
  return (
    <svg
      className={classes.root}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden
    >
      <path d={path} />
    </svg>
  );
}
