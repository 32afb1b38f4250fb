import { Button, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

import type { ClaimBodies } from '../../lineage/claims';
import { type MetricCourse, metricCourse } from '../../lineage/metricCourse';
import { metricPointsOf } from '../../lineage/metricHistory';
import { formatTick, horizontalAxis, verticalAxis } from '../shared/chartAxes';
import { ChartFrame } from '../shared/ChartFrame';
import { ChartTooltip } from '../shared/ChartTooltip';
import { FilterBox } from '../shared/FilterBox';
import { formatCount, formatFigure } from '../shared/format';
import { Section } from '../shared/Section';
import classes from './MetricHistories.module.css';

const chartHeight = 168;
const mostDrawn = 400;
/** Further charts are drawn when they are asked for. */
const firstShown = 8;
/** From so many metrics on they can be filtered. */
const fewMetrics = 6;

/** The course of each metric of a run over its steps, a chart each. */
export function MetricHistories({ metrics }: { readonly metrics: ClaimBodies['metricPoints']['metrics'] }) {
  const [filter, setFilter] = useState('');
  const [isAllShown, setIsAllShown] = useState(false);
  const courses = useMemo(
    () =>
      metrics
        .flatMap((metric) => metricCourse(metric.name, metricPointsOf(metric), mostDrawn) ?? [])
        .filter(({ pointCount }) => pointCount > 1)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    [metrics],
  );
  if (courses.length === 0) return null;
  const matching = courses.filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase()));
  const shown = isAllShown ? matching : matching.slice(0, firstShown);
  return (
    <Section label="Metrics over steps">
      {courses.length > fewMetrics && (
        <FilterBox value={filter} onChange={setFilter} label="Filter metrics" />
      )}
      <div className={classes.charts}>
        {shown.map((course) => (
          <CourseChart key={course.name} course={course} />
        ))}
      </div>
      {matching.length === 0 && (
        <Text size="sm" c="dimmed">
          No metric has “{filter}” in its name.
        </Text>
      )}
      {matching.length > shown.length && (
        <Button variant="default" size="compact-sm" mt="sm" onClick={() => setIsAllShown(true)}>
          Show all {formatCount(matching.length)}
        </Button>
      )}
    </Section>
  );
}

function CourseChart({ course }: { readonly course: MetricCourse }) {
  const { name, points, pointCount, least, greatest, last, isBySteps } = course;
  const words = `${formatCount(pointCount)} points, last ${formatFigure(last)}`;
  const range =
    least === null || greatest === null ? '' : `, ${formatFigure(least)} to ${formatFigure(greatest)}`;
  return (
    <figure className={classes.figure}>
      <ChartFrame
        name={name}
        label={`${name}: ${words}${range}`}
        table={() => ({
          columns: [{ name: isBySteps ? 'step' : 'point' }, { name }],
          rows: points.map(({ at, value }) => [at, value]),
        })}
        caption={
          <figcaption className={classes.caption}>
            <strong className={classes.name} title={name}>
              {name}
            </strong>
            <span className={classes.quiet}>
              {words}
              {range}
            </span>
          </figcaption>
        }
        style={{ height: chartHeight }}
      >
        <ResponsiveContainer>
          <LineChart
            data={[...points]}
            margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--tl-line)" />
            <XAxis {...horizontalAxis} dataKey="at" type="number" domain={['dataMin', 'dataMax']} />
            <YAxis {...verticalAxis} width={56} domain={['auto', 'auto']} tickFormatter={formatTick} />
            <Line
              dataKey="value"
              name={name}
              stroke="var(--tl-current-text)"
              strokeWidth={2}
              dot={points.length <= 12}
              isAnimationActive={false}
            />
            <Tooltip isAnimationActive={false} content={<PointWords name={name} isBySteps={isBySteps} />} />
          </LineChart>
        </ResponsiveContainer>
      </ChartFrame>
    </figure>
  );
}

interface PointWordsProps {
  readonly name: string;
  readonly isBySteps: boolean;
  readonly active?: boolean;
  readonly label?: string | number;
  readonly payload?: readonly { readonly value?: number | null }[];
}

function PointWords({ name, isBySteps, active, label, payload }: PointWordsProps) {
  const value = payload?.[0]?.value;
  if (active !== true || typeof value !== 'number') return null;
  return (
    <ChartTooltip title={`${isBySteps ? 'step' : 'point'} ${label}`}>
      <span>
        {name} {formatFigure(value)}
      </span>
    </ChartTooltip>
  );
}
