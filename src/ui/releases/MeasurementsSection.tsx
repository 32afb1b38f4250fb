import { Button, Table } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';

import { meanOf } from '../../numerics/moments';
import type { MetricSamples, VersionSamples } from '../../operations/releases/measuredSamples';
import type { SnapshotView } from '../../operations/core/workspace';
import { formatCount, formatFigure } from '../shared/format';
import { WideTable } from '../shared/WideTable';
import { AddMeasurementsDialog } from './AddMeasurementsDialog';
import type { ReleaseSubject } from './releaseContext';
import classes from './Releases.module.css';

interface MeasurementsSectionProps {
  readonly subject: ReleaseSubject;
  readonly candidateSamples: VersionSamples;
  readonly nowSamples: VersionSamples | null;
}

/** What was measured of both versions and where it came from, with the way to add more. */
export function MeasurementsSection({ subject, candidateSamples, nowSamples }: MeasurementsSectionProps) {
  const [isAdding, setIsAdding] = useState(false);
  const { now, candidate } = subject;
  const rows = [
    ...(now && nowSamples ? nowSamples.map((samples) => ({ view: now, samples })) : []),
    ...(candidate ? candidateSamples.map((samples) => ({ view: candidate, samples })) : []),
  ];
  return (
    <section aria-label="Measurements">
      <div className={classes.sectionBar}>
        <h2 className={classes.heading}>Measurements</h2>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => setIsAdding(true)}
        >
          Add measurements
        </Button>
      </div>
      {rows.length === 0 ? (
        <p className={classes.quiet}>
          Add a CSV or JSON of samples, or a single value. The metrics of the run that made a version are here
          by themselves.
        </p>
      ) : (
        <WideTable minWidth={520}>
          <Table className={classes.table} verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Metric</Table.Th>
                <Table.Th>Of</Table.Th>
                <Table.Th className={classes.number}>Values</Table.Th>
                <Table.Th className={classes.number}>Mean</Table.Th>
                <Table.Th>Cases</Table.Th>
                <Table.Th>From</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ view, samples }) => (
                <Table.Tr key={`${view.snapshot.id} ${samples.metric}`}>
                  <Table.Th scope="row">{samples.metric}</Table.Th>
                  <Table.Td>{sideWords(view, now)}</Table.Td>
                  <Table.Td className={classes.number}>{countWords(samples)}</Table.Td>
                  <Table.Td className={classes.number}>
                    {samples.values.length === 0 ? 'none' : formatFigure(meanOf(samples.values))}
                  </Table.Td>
                  <Table.Td>{caseWords(samples)}</Table.Td>
                  <Table.Td>{samples.source}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
      )}
      {isAdding && <AddMeasurementsDialog subject={subject} onClose={() => setIsAdding(false)} />}
    </section>
  );
}

/** `240`, `238, 2 missing` */
function countWords({ values, missingCount }: MetricSamples): string {
  return missingCount === 0
    ? formatCount(values.length)
    : `${formatCount(values.length)}, ${formatCount(missingCount)} missing`;
}

/** What the values are of: the columns that name the cases, where they were kept. */
function caseWords({ cases, casesFrom }: MetricSamples): string {
  if (cases === null) return 'not known';
  return casesFrom === undefined ? 'named' : `by ${casesFrom.join(' and ')}`;
}

function sideWords({ snapshot }: SnapshotView, now: SnapshotView | null): string {
  return `v${snapshot.sequence}, ${snapshot.id === now?.snapshot.id ? 'now' : 'candidate'}`;
}
