import {
  ActionIcon,
  Button,
  NativeSelect,
  NumberInput,
  Popover,
  SegmentedControl,
  Stack,
  Table,
} from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import type { Direction } from '../../gates/comparisonVerdict';
import type { VersionSamples } from '../../operations/releases/measuredSamples';
import { defaultConfidence } from '../../operations/releases/metricRules';
import type { ComparedMetric, PromotionEvidence } from '../../operations/releases/promotionEvidence';
import { verdictReason } from '../../operations/releases/verdictWords';
import { formatFigure } from '../shared/format';
import { MiddleCut } from '../shared/MiddleCut';
import { WideTable } from '../shared/WideTable';
import { IntervalPlot } from './IntervalPlot';
import type { ChangeReleaseSearch, ReleaseSubject } from './releaseContext';
import classes from './Releases.module.css';
import { confidences } from './releasesSearch';
import { intervalText, pValueWords, ruleWords, sampleWords, signedFigure } from './releaseWords';
import { ComparisonMark } from './VerdictMark';

interface MetricsSectionProps {
  readonly subject: ReleaseSubject;
  readonly evidence: PromotionEvidence;
  readonly samples: VersionSamples;
  readonly change: ChangeReleaseSearch;
}

/** The candidate against what is in use, a line a metric. */
export function MetricsSection({ subject, evidence, samples, change }: MetricsSectionProps) {
  const { now, candidate } = subject;
  const { confidence = defaultConfidence } = useSearch({ from: '/releases/$artifactId' });
  if (!candidate) return null;
  return (
    <section aria-label="Metrics">
      <div className={classes.sectionBar}>
        <h2 className={classes.heading}>Metrics</h2>
        {now && evidence.comparisons.length > 0 && <ConfidenceSelect {...{ confidence, change }} />}
      </div>
      {now === null ? (
        <p className={classes.quiet}>
          {samples.length === 0
            ? 'Nothing was measured of the candidate yet.'
            : `Of the candidate ${samples.map(({ metric }) => metric).join(', ')} ${samples.length === 1 ? 'is' : 'are'} known; there is nothing to compare it with.`}
        </p>
      ) : evidence.comparisons.length === 0 ? (
        <p className={classes.quiet}>
          Nothing was measured of either version. Metrics come with the run that made a version, or are added
          below.
        </p>
      ) : (
        <MetricsTable comparisons={evidence.comparisons} {...{ confidence, change }} />
      )}
    </section>
  );
}

interface ConfidenceProps {
  readonly confidence: number;
  readonly change: ChangeReleaseSearch;
}

function ConfidenceSelect({ confidence, change }: ConfidenceProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label="Confidence of the intervals"
      value={String(confidence)}
      data={confidences.map((each) => ({ value: String(each), label: `${percentOf(each)} % intervals` }))}
      onChange={(event) => {
        const chosen = Number(event.currentTarget.value);
        change({ confidence: chosen === defaultConfidence ? undefined : chosen });
      }}
    />
  );
}

function percentOf(confidence: number): number {
  return Math.round(confidence * 100);
}

interface MetricsTableProps extends ConfidenceProps {
  readonly comparisons: readonly ComparedMetric[];
}

function MetricsTable({ comparisons, confidence, change }: MetricsTableProps) {
  return (
    <>
      <WideTable minWidth={690}>
        <Table className={classes.table} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Metric</Table.Th>
              <Table.Th className={classes.number}>Now → candidate</Table.Th>
              <Table.Th className={classes.number}>Difference</Table.Th>
              <Table.Th>{percentOf(confidence)} % interval</Table.Th>
              <Table.Th className={classes.number}>p</Table.Th>
              <Table.Th>Verdict</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {intervalsFirst(comparisons).map((compared) => (
              <MetricLine key={compared.metric} compared={compared} change={change} />
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <p className={classes.note}>
        Candidate mean − current mean. Paired where both name their cases, else Welch’s test. The band is what
        does not matter, the line is zero, the arrow points to better.
      </p>
    </>
  );
}

/** What can be told something of comes first; otherwise by name. */
function intervalsFirst(comparisons: readonly ComparedMetric[]): readonly ComparedMetric[] {
  return comparisons.toSorted((a, b) => Number(a.interval === null) - Number(b.interval === null));
}

function MetricLine({
  compared,
  change,
}: {
  readonly compared: ComparedMetric;
  readonly change: ChangeReleaseSearch;
}) {
  const { metric, baselineMean, candidateMean, meanDifference, interval, pValue, verdict } = compared;
  const why = verdictReason(compared);
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.metric}>
        <span className={classes.metricName}>
          <MiddleCut text={metric} />
          <RuleButton compared={compared} change={change} />
        </span>
        <div className={classes.small}>{lineWords(compared)}</div>
      </Table.Th>
      <Table.Td className={classes.number}>
        {figureOrNone(baselineMean)} → {figureOrNone(candidateMean)}
      </Table.Td>
      <Table.Td className={classes.number}>
        {meanDifference === null ? 'none' : signedFigure(meanDifference)}
      </Table.Td>
      <Table.Td className={classes.plotCell}>
        <IntervalPlot compared={compared} />
        {interval && <div className={classes.small}>{intervalText(interval, compared.rule)}</div>}
      </Table.Td>
      <Table.Td className={classes.number}>{pValueWords(pValue)}</Table.Td>
      <Table.Td className={classes.verdict}>
        <ComparisonMark verdict={verdict} />
        {why !== null && <div className={classes.small}>{why}</div>}
      </Table.Td>
    </Table.Tr>
  );
}

/** `160 pairs, in ms; lower is better; up to 2 ms does not matter` */
function lineWords(compared: ComparedMetric): string {
  const { unit } = compared;
  return `${sampleWords(compared)}${unit === null ? '' : `, in ${unit}`}; ${ruleWords(compared)}`;
}

function figureOrNone(value: number | null): string {
  return value === null ? 'none' : formatFigure(value);
}

function RuleButton({
  compared,
  change,
}: {
  readonly compared: ComparedMetric;
  readonly change: ChangeReleaseSearch;
}) {
  const { metric } = compared;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus returnFocus position="bottom-start" shadow="md">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Say what matters for ${metric}`}
          title={`Say what matters for ${metric}`}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconAdjustments size={15} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={`What matters for ${metric}`}>
        <RuleForm compared={compared} change={change} onDone={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface RuleFormProps {
  readonly compared: ComparedMetric;
  readonly change: ChangeReleaseSearch;
  readonly onDone: () => void;
}

/** Which way is better, and from which size on a difference matters; it begins with what holds now. */
function RuleForm({ compared: { metric, rule, unit }, change, onDone }: RuleFormProps) {
  const search = useSearch({ from: '/releases/$artifactId' });
  const [direction, setDirection] = useState<Direction>(rule.direction);
  const [minimal, setMinimal] = useState<number | string>(rule.minimalDifference);
  const apply = (): void => {
    const size = typeof minimal === 'number' && minimal >= 0 ? minimal : 0;
    change({ rules: { ...search.rules, [metric]: { direction, minimal: size } } });
    onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label="Which way is better"
          data={[
            { value: 'lower', label: 'Lower is better' },
            { value: 'higher', label: 'Higher is better' },
          ]}
          value={direction}
          onChange={(value) => setDirection(value === 'lower' ? 'lower' : 'higher')}
        />
        <NumberInput
          label={`Minimal difference that matters${unit === null ? '' : `, in ${unit}`}`}
          description="Smaller ones count as none"
          min={0}
          step={0.01}
          value={minimal}
          onChange={setMinimal}
        />
        <Button type="submit" size="compact-sm">
          Judge by this
        </Button>
      </Stack>
    </form>
  );
}
