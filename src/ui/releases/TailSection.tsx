import { NativeSelect, Table } from '@mantine/core';

import { tailOf } from '../../gates/tail';
import type { MetricSamples, VersionSamples } from '../../operations/releases/measuredSamples';
import { formatCount, formatFigure } from '../shared/format';
import { WideTable } from '../shared/WideTable';
import type { ChangeReleaseSearch, ReleaseSubject } from './releaseContext';
import classes from './Releases.module.css';
import { signedFigure, unitWords } from './releaseWords';
import { TailChart } from './TailChart';
import type { TailSide } from './tailSide';

interface TailSectionProps {
  readonly subject: ReleaseSubject;
  readonly candidateSamples: VersionSamples;
  readonly nowSamples: VersionSamples;
  readonly metric: string | undefined;
  readonly change: ChangeReleaseSearch;
}

/** Fewer samples than this have no shape to be drawn. */
const fewestDrawn = 5;

/** How a metric's samples lie, and how long their tail is, on both sides. */
export function TailSection({ subject, candidateSamples, nowSamples, metric, change }: TailSectionProps) {
  const { artifact, now, candidate } = subject;
  const drawn = [...candidateSamples, ...nowSamples].filter(({ values }) => values.length >= fewestDrawn);
  const metrics = [...new Set(drawn.map((samples) => samples.metric))];
  const shown = metrics.find((name) => name === metric) ?? metrics.find(isLatency) ?? metrics[0];
  if (shown === undefined || !candidate) return null;
  const own = candidateSamples.find((samples) => samples.metric === shown);
  const other = nowSamples.find((samples) => samples.metric === shown);
  const unit = own?.unit ?? other?.unit ?? null;
  const sides = [
    ...(other && now ? [sideOf('now', `Now, v${now.snapshot.sequence}`, other)] : []),
    ...(own ? [sideOf('candidate', `Candidate, v${candidate.snapshot.sequence}`, own)] : []),
  ];
  const limits = artifact.guardrails.filter(
    (guardrail) => guardrail.metric === shown && guardrail.statistic !== 'each',
  );
  return (
    <section aria-label="Tail">
      <div className={classes.sectionBar}>
        <h2 className={classes.heading}>Tail</h2>
        <NativeSelect
          size="xs"
          aria-label="Metric whose tail is drawn"
          value={shown}
          data={metrics}
          onChange={(event) => change({ metric: event.currentTarget.value })}
        />
      </div>
      <TailChart metric={shown} unit={unit} sides={sides} guardrails={limits} />
      <TailTable metric={shown} unit={unit} sides={sides} />
    </section>
  );
}

function isLatency(metric: string): boolean {
  return /latenc|duration|_ms$|seconds/i.test(metric);
}

function sideOf(side: TailSide['side'], label: string, { values }: MetricSamples): TailSide {
  return { side, label, values, tail: tailOf(values)! };
}

const figures = ['p50', 'p95', 'p99', 'max'] as const;

function TailTable({
  metric,
  unit,
  sides,
}: {
  readonly metric: string;
  readonly unit: string | null;
  readonly sides: readonly TailSide[];
}) {
  const [first, second] = sides;
  return (
    <WideTable minWidth={460}>
      <Table className={classes.table} verticalSpacing={4} aria-label={`Percentiles of ${metric}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              {metric}
              {unitWords(unit) === '' ? '' : `, in ${unit}`}
            </Table.Th>
            <Table.Th className={classes.number}>Samples</Table.Th>
            {figures.map((figure) => (
              <Table.Th key={figure} className={classes.number}>
                {figure}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sides.map(({ side, label, tail }) => (
            <Table.Tr key={side}>
              <Table.Th scope="row">
                <span className={classes.swatch} data-side={side} aria-hidden />
                {label}
              </Table.Th>
              <Table.Td className={classes.number}>{formatCount(tail.count)}</Table.Td>
              {figures.map((figure) => (
                <Table.Td key={figure} className={classes.number}>
                  {formatFigure(tail[figure])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
          {first && second && (
            <Table.Tr>
              <Table.Th scope="row">Change</Table.Th>
              <Table.Td />
              {figures.map((figure) => (
                <Table.Td key={figure} className={classes.number}>
                  {signedFigure(second.tail[figure] - first.tail[figure])}
                </Table.Td>
              ))}
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
