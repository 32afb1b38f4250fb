import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import { formatTick, horizontalAxis, verticalAxis } from '../shared/chartAxes';
import { ChartFrame } from '../shared/ChartFrame';
import { ChartTooltip } from '../shared/ChartTooltip';
import { verdictNames } from './contractWords';
import type { GateHistory, GatePoint } from './gateHistory';

const chartHeight = 240;

interface GateChartProps {
  readonly history: GateHistory;
  readonly label: string;
  readonly limits: readonly number[];
}

interface Entry {
  readonly version: string;
  readonly measure: number | null;
  readonly verdict: string;
}

/** A clause's figure, or how many rows break it, by version, with its limits. The same stands in the table below. */
export function GateChart({ history: { points, isOfRows }, label, limits }: GateChartProps) {
  const data = points.map(({ version, finding, measure }): Entry => ({
    version: `v${version.snapshot.sequence}`,
    measure,
    verdict: finding?.verdict ?? 'notJudged',
  }));
  const shown = isOfRows ? [] : limits;
  const values = [...data.flatMap(({ measure }) => measure ?? []), ...shown];
  const least = Math.min(0, ...values);
  const most = Math.max(...values, least + 1);
  const room = (most - least) * 0.08;
  return (
    <ChartFrame
      name={label}
      label={`${label} by version; the numbers are in the table below`}
      table={() => ({
        columns: [
          { name: 'version' },
          isOfRows ? { name: 'breaking it', unit: 'rows' } : { name: 'figure' },
          { name: 'verdict' },
        ],
        rows: data.map(({ version, measure, verdict }) => [version, measure, verdict]),
      })}
      style={{ height: chartHeight }}
    >
      <ResponsiveContainer>
        <LineChart data={data} margin={{ top: 16, right: 64, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--tl-line)" />
          <XAxis {...horizontalAxis} dataKey="version" />
          <YAxis
            {...verticalAxis}
            width={56}
            domain={[least < 0 ? least - room : 0, isOfRows ? most : most + room]}
            allowDecimals={!isOfRows}
            tickFormatter={formatTick}
          />
          {shown.map((limit) => (
            <ReferenceLine
              key={limit}
              y={limit}
              stroke="var(--tl-bad-text)"
              strokeDasharray="5 4"
              label={{ value: `limit ${limit}`, position: 'right', fontSize: 11, fill: 'var(--tl-bad-text)' }}
            />
          ))}
          <Line
            dataKey="measure"
            stroke="var(--tl-current-text)"
            strokeWidth={2}
            dot={VerdictDot}
            connectNulls={false}
            isAnimationActive={false}
          />
          <Tooltip isAnimationActive={false} content={<PointTooltip points={points} />} />
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

interface DotProps {
  readonly cx?: number;
  readonly cy?: number;
  readonly payload?: Entry;
  readonly index?: number;
}

/** A round dot where the version keeps the clause, a cross where it does not. */
function VerdictDot({ cx, cy, payload, index }: DotProps) {
  if (cx === undefined || cy === undefined || !payload || payload.measure === null) return <g key={index} />;
  if (payload.verdict === 'pass')
    return <circle key={index} cx={cx} cy={cy} r={4} fill="var(--tl-good)" stroke="var(--tl-good-text)" />;
  return (
    <path
      key={index}
      d={`M${cx - 4} ${cy - 4}L${cx + 4} ${cy + 4}M${cx - 4} ${cy + 4}L${cx + 4} ${cy - 4}`}
      stroke={payload.verdict === 'warn' ? 'var(--tl-current-text)' : 'var(--tl-bad-text)'}
      strokeWidth={2.5}
    />
  );
}

interface PointTooltipProps {
  readonly points: readonly GatePoint[];
  readonly active?: boolean;
  readonly label?: string | number;
}

function PointTooltip({ points, active, label }: PointTooltipProps) {
  const point = points.find(({ version }) => `v${version.snapshot.sequence}` === label);
  if (active !== true || !point?.finding) return null;
  return (
    <ChartTooltip title={label}>
      <span>{verdictNames[point.finding.verdict]}</span>
      <span>{point.finding.message}</span>
    </ChartTooltip>
  );
}
