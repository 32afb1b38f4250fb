import type { ComparedMetric } from '../../operations/releases/promotionEvidence';
import classes from './IntervalPlot.module.css';
import { intervalWords } from './releaseWords';

const width = 176;
const height = 30;
const middle = height / 2;
const margin = 18;

/**
 * The difference with its interval on a line of its own scale: zero as a rule, what does not matter as a band around it, and
 * at the end that is better an arrow.
 */
export function IntervalPlot({ compared }: { readonly compared: ComparedMetric }) {
  const { interval, meanDifference, rule, verdict } = compared;
  if (meanDifference === null || interval === null)
    return <span className={classes.none}>{meanDifference === null ? 'no difference' : 'no interval'}</span>;
  const minimal = rule.minimalDifference;
  const low = Math.min(0, -minimal, interval.low);
  const high = Math.max(0, minimal, interval.high);
  const span = high - low || 1;
  const x = (value: number): number => margin + ((value - low) / span) * (width - 2 * margin);
  const isRight = rule.direction === 'higher';
  const tip = isRight ? width - 2 : 2;
  const back = isRight ? tip - 6 : tip + 6;
  return (
    <svg
      className={classes.plot}
      role="img"
      aria-label={intervalWords(compared)}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      <title>{intervalWords(compared)}</title>
      {minimal > 0 && (
        <rect
          className={classes.band}
          x={x(-minimal)}
          width={x(minimal) - x(-minimal)}
          y={2}
          height={height - 4}
        />
      )}
      <line className={classes.axis} x1={margin} x2={width - margin} y1={middle} y2={middle} />
      <line className={classes.zero} x1={x(0)} x2={x(0)} y1={1} y2={height - 1} />
      <path
        className={classes.better}
        d={`M${tip},${middle} L${back},${middle - 4} L${back},${middle + 4} Z`}
      />
      <g className={classes.interval} data-verdict={verdict}>
        <line x1={x(interval.low)} x2={x(interval.high)} y1={middle} y2={middle} />
        <line x1={x(interval.low)} x2={x(interval.low)} y1={middle - 5} y2={middle + 5} />
        <line x1={x(interval.high)} x2={x(interval.high)} y1={middle - 5} y2={middle + 5} />
        <circle cx={x(meanDifference)} cy={middle} r={4} />
      </g>
    </svg>
  );
}
