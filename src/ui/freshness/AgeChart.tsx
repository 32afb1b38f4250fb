import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import { ageOverTime, type FreshnessRow } from '../../operations/contracts/freshnessBoard';
import { timestampFromMilliseconds } from '../../versioning/timestamp';
import { horizontalAxis, verticalAxis } from '../shared/chartAxes';
import { ChartFrame } from '../shared/ChartFrame';
import type { ChartTable } from '../shared/chartTable';
import { ChartTooltip } from '../shared/ChartTooltip';
import { formatDuration } from '../shared/format';
import { formatDay } from '../shared/formatTime';
import { momentWords } from './freshnessWords';

const day = 86_400_000;

/** How old it was over the window, with its limits, and when it was late. The same figures stand beside it. */
export function AgeChart({ row }: { readonly row: FreshnessRow }) {
  const { from, to, lateSpans } = row.attainment;
  const points = ageOverTime(row.arrivals, from, to);
  const limits = limitsOf(row);
  const most = Math.max(...points.map(({ age }) => age), ...limits.map(({ age }) => age)) * 1.08;
  return (
    <ChartFrame
      name={`Age of ${row.artifact.name}`}
      label={`Age of ${row.artifact.name} over the window; it was late ${lateSpans.length} times`}
      table={() => tableOf(points)}
      style={{ height: 200 }}
    >
      <ResponsiveContainer>
        <LineChart
          data={[...points]}
          margin={{ top: 8, right: 48, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--tl-line)" />
          <XAxis
            {...horizontalAxis}
            dataKey="at"
            type="number"
            domain={[from, to]}
            minTickGap={60}
            tickFormatter={(at: number) => formatDay(timestampFromMilliseconds(Math.round(at)))}
          />
          <YAxis {...verticalAxis} width={64} domain={[0, most]} tickFormatter={formatAge} />
          {lateSpans.map(([begin, end]) => (
            <ReferenceArea key={begin} x1={begin} x2={end} fill="var(--tl-bad)" fillOpacity={0.14} />
          ))}
          {limits.map(({ name, age, colour }) => (
            <ReferenceLine
              key={name}
              y={age}
              stroke={colour}
              strokeDasharray="5 4"
              label={{ value: name, position: 'right', fontSize: 11, fill: colour }}
            />
          ))}
          <Line
            dataKey="age"
            stroke="var(--tl-current-text)"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
          <Tooltip isAnimationActive={false} content={<AgeTooltip />} />
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

function tableOf(points: readonly { readonly at: number; readonly age: number }[]): ChartTable {
  return {
    columns: [
      { name: 'at', unit: 'UTC' },
      { name: 'age', unit: 's' },
    ],
    rows: points.map(({ at, age }) => [timestampFromMilliseconds(Math.round(at)), age / 1000]),
  };
}

/** A limit in months, or of working days, is no level: the spans show it. */
function limitsOf({ objective: { warnAfter, errorAfter, clock } }: FreshnessRow) {
  const isPlain = clock.weekdays === null && clock.holidays.length === 0;
  return [
    { name: 'warn', limit: warnAfter, colour: 'var(--tl-moderate-text)' },
    { name: 'late', limit: errorAfter, colour: 'var(--tl-bad-text)' },
  ].flatMap(({ limit, ...rest }) =>
    limit === null || limit.months > 0 || !isPlain
      ? []
      : [{ ...rest, age: limit.days * day + limit.milliseconds }],
  );
}

const formatAge = (age: number): string => formatDuration(Math.max(0, age)).split(' ').slice(0, 2).join(' ');

interface AgeTooltipProps {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: { readonly at: number; readonly age: number } }[];
}

function AgeTooltip({ active, payload }: AgeTooltipProps) {
  const point = payload?.[0]?.payload;
  if (active !== true || !point) return null;
  return (
    <ChartTooltip title={momentWords(Math.round(point.at))}>
      <span>{formatDuration(Math.max(0, point.age))} old</span>
    </ChartTooltip>
  );
}
