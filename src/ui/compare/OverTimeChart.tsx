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

import { psiText } from '../../drift/psiText';
import type { Recipe } from '../../drift/recipe';
import type { DriftPoint } from '../../operations/comparing/driftOverTime';
import { formatTick, horizontalAxis, verticalAxis } from '../shared/chartAxes';
import { ChartFrame } from '../shared/ChartFrame';
import { ChartTooltip } from '../shared/ChartTooltip';

const chartHeight = 320;

interface OverTimeChartProps {
  readonly points: readonly DriftPoint[];
  readonly column: string;
  /** Columns drawn faintly behind. */
  readonly background: readonly string[];
  readonly recipe: Recipe;
}

/** PSI by version as a line, with the bands. The same numbers stand in the table below it. */
export function OverTimeChart({ points, column, background, recipe }: OverTimeChartProps) {
  const names = [...background, column];
  // By index: a column's name can hold dots, which a chart would take as a path.
  const data = points.map((point): Entry => ({
    version: `v${point.sequence}`,
    figures: names.map((name) => point.columns.get(name)?.psi ?? null),
  }));
  const [moderate, significant] = recipe.bands;
  // By the chosen column: others may leave the picture.
  const most = Math.max(significant * 1.2, ...data.map((entry) => (entry.figures.at(-1) ?? 0) * 1.05));
  const hasRoomForBoth = ((significant - moderate) / most) * chartHeight > 16;
  return (
    <ChartFrame
      name={`PSI of ${column} by version`}
      label={`PSI of ${column} by version; the numbers are in the table below`}
      table={() => ({
        columns: [{ name: 'version' }, ...names.map((each) => ({ name: each, unit: 'PSI' }))],
        rows: data.map(({ version, figures }) => [version, ...figures]),
      })}
      style={{ height: chartHeight }}
    >
      <ResponsiveContainer>
        <LineChart data={data} margin={{ top: 16, right: 96, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--tl-line)" />
          <XAxis {...horizontalAxis} dataKey="version" />
          <YAxis
            {...verticalAxis}
            width={48}
            domain={[0, most]}
            allowDataOverflow
            tickFormatter={formatTick}
          />
          {bandLines(recipe.bands, hasRoomForBoth)}
          {backgroundLines(background)}
          <Line
            dataKey={({ figures }: Entry) => figures[names.length - 1]}
            name={column}
            stroke="var(--tl-current-text)"
            strokeWidth={2.5}
            dot={{ r: 4, fill: 'var(--tl-current)', stroke: 'var(--tl-current-text)' }}
            isAnimationActive={false}
          />
          <Tooltip
            isAnimationActive={false}
            content={<PointTooltip points={points} column={column} recipe={recipe} />}
          />
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

interface Entry {
  readonly version: string;
  readonly figures: readonly (number | null)[];
}

// Elements and not components: the chart looks at its own children.
function bandLines([moderate, significant]: Recipe['bands'], hasRoomForBoth: boolean) {
  return (
    <>
      <ReferenceLine
        y={moderate}
        stroke="var(--tl-moderate-text)"
        strokeDasharray="5 4"
        label={{
          value: hasRoomForBoth ? 'moderate' : '',
          position: 'right',
          fontSize: 11,
          fill: 'var(--tl-moderate-text)',
        }}
      />
      <ReferenceLine
        y={significant}
        stroke="var(--tl-bad-text)"
        strokeDasharray="5 4"
        label={{ value: 'significant', position: 'right', fontSize: 11, fill: 'var(--tl-bad-text)' }}
      />
    </>
  );
}

function backgroundLines(names: readonly string[]) {
  return names.map((name, at) => (
    <Line
      key={name}
      dataKey={({ figures }: Entry) => figures[at]}
      name={name}
      stroke="var(--tl-quiet)"
      strokeOpacity={0.4}
      strokeWidth={1.5}
      dot={false}
      isAnimationActive={false}
    />
  ));
}

interface PointTooltipProps {
  readonly points: readonly DriftPoint[];
  readonly column: string;
  readonly recipe: Recipe;
  readonly active?: boolean;
  readonly label?: string | number;
}

function PointTooltip({ points, column, recipe, active, label }: PointTooltipProps) {
  const point = points.find(({ sequence }) => `v${sequence}` === label);
  if (active !== true || !point) return null;
  const text = (name: string) => {
    const figure = point.columns.get(name);
    return figure ? psiText(figure, recipe) : 'none';
  };
  return (
    <ChartTooltip title={label}>
      <span>
        {column} {text(column)}
      </span>
      {point.most !== null && point.most !== column && (
        <span>
          most: {point.most} {text(point.most)}
        </span>
      )}
    </ChartTooltip>
  );
}
