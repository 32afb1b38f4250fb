import { useMediaQuery } from '@mantine/hooks';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

import type { DriftBin } from '../../drift/report';
import { formatShareTick, formatTick, horizontalAxis, verticalAxis } from '../shared/chartAxes';
import { ChartFrame } from '../shared/ChartFrame';
import type { ChartTable } from '../shared/chartTable';
import { ChartTooltip } from '../shared/ChartTooltip';
import { cutMiddle } from '../shared/cutMiddle';
import { formatFigure, formatShare } from '../shared/format';
import classes from './SharesChart.module.css';

const margin = { top: 6, right: 8, bottom: 0, left: 0 };

interface SharesChartProps {
  readonly bins: readonly DriftBin[];
  /** Of the column. */
  readonly name: string;
  readonly label: string;
}

/** Both sides' shares by bin, and below them what each bin adds to PSI. The same numbers stand in the table beside it. */
export function SharesChart({ bins, name, label }: SharesChartProps) {
  const data = bins.map((bin, at) => ({ ...bin, at }));
  const ticks = bins.map(tickLabel);
  const longest = Math.max(0, ...ticks.map((text) => text.length));
  const isNarrow = useMediaQuery('(max-width: 47.99em)') ?? false;
  const isSlanted = longest * bins.length > (isNarrow ? 36 : 90);
  const axis = {
    ...horizontalAxis,
    dataKey: 'at',
    tickFormatter: (at: number) => ticks[at] ?? '',
    interval: bins.length > 16 ? ('preserveStartEnd' as const) : 0,
  };
  return (
    <ChartFrame name={`Shares of ${name}`} label={label} table={() => tableOf(bins)}>
      <div className={classes.shares}>
        <ResponsiveContainer>
          <BarChart
            data={data}
            margin={margin}
            barGap={1}
            barCategoryGap="18%"
            accessibilityLayer={false}
            syncId="bins"
          >
            <CartesianGrid vertical={false} stroke="var(--tl-line)" />
            <XAxis
              {...axis}
              height={isSlanted ? 58 : 24}
              {...(isSlanted ? { angle: -35, textAnchor: 'end' } : {})}
            />
            <YAxis {...verticalAxis} width={56} tickFormatter={formatShareTick} />
            <Tooltip content={<BinTooltip bins={bins} />} cursor={cursor} isAnimationActive={false} />
            <Bar dataKey="referenceShare" {...sideBar('reference')} />
            <Bar dataKey="currentShare" {...sideBar('current')} />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <div className={classes.caption} data-chart-caption>
        Contribution to PSI
      </div>
      <div className={classes.contributions}>
        <ResponsiveContainer>
          <BarChart data={data} margin={margin} barCategoryGap="18%" accessibilityLayer={false} syncId="bins">
            <XAxis {...axis} height={1} tick={false} />
            <YAxis {...verticalAxis} width={56} tickCount={3} tickFormatter={formatTick} />
            <Tooltip content={<BinTooltip bins={bins} />} cursor={cursor} isAnimationActive={false} />
            <Bar dataKey="contribution" fill="var(--tl-quiet)" isAnimationActive={false} />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </ChartFrame>
  );
}

function tableOf(bins: readonly DriftBin[]): ChartTable {
  return {
    columns: [
      { name: 'bin' },
      { name: 'reference', unit: 'share of rows', colour: '--tl-reference' },
      { name: 'current', unit: 'share of rows', colour: '--tl-current' },
      { name: 'reference count', unit: 'rows' },
      { name: 'current count', unit: 'rows' },
      { name: 'contribution', unit: 'PSI' },
    ],
    rows: bins.map((bin) => [
      bin.label,
      bin.referenceShare,
      bin.currentShare,
      bin.referenceCount,
      bin.currentCount,
      bin.contribution,
    ]),
  };
}

function sideBar(side: 'reference' | 'current') {
  return { fill: `var(--tl-${side})`, stroke: `var(--tl-${side}-text)`, isAnimationActive: false };
}

/** A range is named by where it begins; a long value is cut. */
function tickLabel(bin: DriftBin): string {
  const [from = ''] = bin.kind === 'range' ? bin.label.split(' – ') : [bin.label];
  return cutMiddle(from, 14).replaceAll(' ', noBreakSpace);
}

const noBreakSpace = '\u00a0';
const cursor = { fill: 'var(--tl-line)', opacity: 0.4 };

interface BinTooltipProps {
  readonly bins: readonly DriftBin[];
  readonly active?: boolean;
  readonly label?: string | number;
}

function BinTooltip({ bins, active, label }: BinTooltipProps) {
  const bin = bins[Number(label)];
  if (active !== true || !bin) return null;
  return (
    <ChartTooltip title={cutMiddle(bin.label, 40)}>
      <span className={classes.reference}>Reference {formatShare(bin.referenceShare)}</span>
      <span className={classes.current}>Current {formatShare(bin.currentShare)}</span>
      <span>Adds {formatFigure(bin.contribution)} to PSI</span>
    </ChartTooltip>
  );
}
