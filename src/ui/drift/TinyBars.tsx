import type { DriftBin } from '../../drift/report';
import classes from './TinyBars.module.css';

const maxBins = 24;

interface TinyBarsProps {
  readonly bins: readonly Pick<DriftBin, 'referenceShare' | 'currentShare'>[];
  readonly width?: number;
  readonly height?: number;
}

/** Both sides' shares at a glance: the reference as filled steps, the current as a line over them. Says nothing by itself. */
export function TinyBars({ bins, width = 72, height = 24 }: TinyBarsProps) {
  const shown = bins.slice(0, maxBins);
  const most = Math.max(0, ...shown.flatMap((bin) => [bin.referenceShare, bin.currentShare]));
  if (shown.length === 0 || most === 0) return <svg width={width} height={height} aria-hidden />;
  const step = width / shown.length;
  const gap = step > 4 ? 1 : 0;
  const top = (share: number) => height - 1 - (share / most) * (height - 3);
  const bars = shown
    .map((bin, at) => `M${at * step},${height}V${top(bin.referenceShare)}h${step - gap}V${height}z`)
    .join('');
  const marks = shown.map((bin, at) => `M${at * step},${top(bin.currentShare)}h${step - gap}`).join('');
  return (
    <svg
      className={classes.root}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden
    >
      <path className={classes.reference} d={bars} />
      <path className={classes.current} d={marks} />
    </svg>
  );
}
