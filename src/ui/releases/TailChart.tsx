import { useMemo } from 'react';
import {
  Area,
  AreaChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import type { Guardrail } from '../../gates/guardrail';
import { formatShareTick, horizontalAxis, verticalAxis } from '../shared/chartAxes';
import { ChartFrame } from '../shared/ChartFrame';
import type { ChartTable } from '../shared/chartTable';
import { ChartTooltip } from '../shared/ChartTooltip';
import { formatCounted, formatFigure, formatShare } from '../shared/format';
import { histogramOf, roundTicks } from './histogram';
import classes from './Releases.module.css';
import { unitWords } from './releaseWords';
import type { TailSide } from './tailSide';

const binCount = 48;
const percentiles = ['p50', 'p95', 'p99'] as const;
const colours = {
  now: { fill: 'var(--tl-reference)', text: 'var(--tl-reference-text)' },
  candidate: { fill: 'var(--tl-current)', text: 'var(--tl-current-text)' },
} as const;

interface TailChartProps {
  readonly metric: string;
  readonly unit: string | null;
  readonly sides: readonly TailSide[];
  /** Those of this metric that judge one figure; their thresholds are drawn. */
  readonly guardrails: readonly Guardrail[];
}

/** Both sides' samples as shares by value, with p50, p95 and p99. The same figures stand in the table below it. */
export function TailChart({ metric, unit, sides, guardrails }: TailChartProps) {
  const end = Math.max(...sides.map(({ tail }) => Math.min(tail.max, tail.p99 + (tail.p99 - tail.p50) / 3)));
  const bins = useMemo(
    () =>
      histogramOf(
        sides.map(({ values }) => values),
        end,
        binCount,
      ),
    [sides, end],
  );
  const data = [...bins.starts, end].map((start, at): Step => ({
    start,
    shares: bins.shares.map((own) => own[Math.min(at, binCount - 1)] ?? 0),
  }));
  const beyond = bins.beyond.reduce((sum, count) => sum + count, 0);
  return (
    <>
      <ChartFrame
        name={`${metric} of the samples`}
        label={`How ${metric} is distributed, with p50, p95 and p99; the figures are in the table below`}
        table={() => tableOf(bins, sides, unit)}
        className={classes.chart}
      >
        <ResponsiveContainer>
          <AreaChart
            data={data}
            margin={{ top: 36, right: 16, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--tl-line)" />
            <XAxis
              {...horizontalAxis}
              dataKey="start"
              type="number"
              domain={[bins.starts[0] ?? 0, end]}
              ticks={[...roundTicks(bins.starts[0] ?? 0, end, 8)]}
              tickFormatter={formatFigure}
            />
            <YAxis {...verticalAxis} width={48} tickFormatter={formatShareTick} />
            <Tooltip
              isAnimationActive={false}
              content={<BinTooltip sides={sides} unit={unit} bins={bins} />}
            />
            {areasOf(sides)}
            {limitLines(guardrails, bins.starts[0] ?? 0, end)}
            {percentileLines(sides, end)}
          </AreaChart>
        </ResponsiveContainer>
      </ChartFrame>
      <p className={classes.chartNote}>
        Share of the samples by value{unitWords(unit) === '' ? '' : `, in ${unit}`}; percentiles as numpy’s
        linear ones
        {beyond > 0 ? `; ${formatCounted(beyond, 'sample')} above ${formatFigure(end)} not drawn` : ''}.
      </p>
    </>
  );
}

function tableOf(
  { starts, width, shares }: ReturnType<typeof histogramOf>,
  sides: readonly TailSide[],
  unit: string | null,
): ChartTable {
  return {
    columns: [
      { name: 'from', unit },
      { name: 'to', unit },
      ...sides.map(({ side, label }) => ({
        name: label,
        unit: 'share of samples',
        colour: `--tl-${side === 'now' ? 'reference' : 'current'}` as const,
      })),
    ],
    rows: starts.map((start, bin) => [start, start + width, ...shares.map((own) => own[bin] ?? 0)]),
  };
}

/** One value of the horizontal axis, with the share of each side. */
interface Step {
  readonly start: number;
  readonly shares: readonly number[];
}

// Elements and not components: the chart looks at its own children.
function areasOf(sides: readonly TailSide[]) {
  return sides.map(({ side, label }, at) => (
    <Area
      key={side}
      type="stepAfter"
      name={label}
      dataKey={(entry: Step) => entry.shares[at]}
      fill={colours[side].fill}
      fillOpacity={0.28}
      stroke={colours[side].text}
      strokeWidth={1.5}
      dot={false}
      activeDot={false}
      isAnimationActive={false}
    />
  ));
}

function limitLines(guardrails: readonly Guardrail[], start: number, end: number) {
  const limits = guardrails.flatMap(({ statistic, rules }) =>
    rules
      .filter(({ threshold }) => threshold > start && threshold < end)
      .map(({ threshold, action }) => ({ threshold, label: `${action} (${statistic})`, action })),
  );
  return limits.map(({ threshold, label, action }) => (
    <ReferenceLine
      key={`${label} ${threshold}`}
      x={threshold}
      stroke={action === 'block' ? 'var(--tl-bad-text)' : 'var(--tl-moderate-text)'}
      strokeDasharray="2 3"
      label={{
        value: label,
        position: 'insideTopRight',
        angle: -90,
        offset: 10,
        fontSize: 10,
        fill: action === 'block' ? 'var(--tl-bad-text)' : 'var(--tl-moderate-text)',
      }}
    />
  ));
}

function percentileLines(sides: readonly TailSide[], end: number) {
  return sides.flatMap(({ side, tail }) =>
    percentiles
      .filter((percentile) => tail[percentile] <= end)
      .map((percentile) => (
        <ReferenceLine
          key={`${side} ${percentile}`}
          x={tail[percentile]}
          stroke={colours[side].text}
          strokeWidth={1.5}
          strokeDasharray={side === 'now' ? '5 4' : '0'}
          label={{
            value: percentile,
            position: 'top',
            offset: side === 'now' ? 18 : 4,
            fontSize: 11,
            fill: colours[side].text,
          }}
        />
      )),
  );
}

interface BinTooltipProps {
  readonly sides: readonly TailSide[];
  readonly unit: string | null;
  readonly bins: ReturnType<typeof histogramOf>;
  readonly active?: boolean;
  readonly label?: string | number;
}

function BinTooltip({ sides, unit, bins: { width, starts, shares }, active, label }: BinTooltipProps) {
  const bin = starts.indexOf(Number(label));
  if (active !== true || bin === -1) return null;
  const start = starts[bin]!;
  return (
    <ChartTooltip title={`${formatFigure(start)} to ${formatFigure(start + width)}${unitWords(unit)}`}>
      {sides.map(({ side, label: name }, at) => (
        <span key={side} style={{ color: colours[side].text }}>
          {name}: {formatShare(shares[at]?.[bin] ?? 0)}
        </span>
      ))}
    </ChartTooltip>
  );
}
