import { SegmentedControl, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';

import { isRecipeName, recipeNames } from '../../drift/recipe';
import type { DriftReport } from '../../drift/report';
import type { TableProfile } from '../../profile/profile';
import { ColumnDetail } from '../drift/ColumnDetail';
import { ColumnList } from '../drift/ColumnList';
import { useReportWithTests } from '../drift/useReportWithTests';
import { formatCount } from '../shared/format';
import type { CompareViewProps } from './compareSearch';
import classes from './CompareView.module.css';

interface DistributionTabProps extends CompareViewProps {
  readonly report: DriftReport;
  readonly referenceProfile: TableProfile;
  readonly currentProfile: TableProfile;
  readonly referenceLabel: string;
  readonly currentLabel: string;
}

/** A filter is of use from so many columns on. */
const filterFrom = 12;

export function DistributionTab({
  report: fastReport,
  referenceProfile,
  currentProfile,
  referenceLabel,
  currentLabel,
  search,
  onSearchChange,
}: DistributionTabProps) {
  const [filter, setFilter] = useState('');
  const { report, isComplete } = useReportWithTests(fastReport, referenceProfile, currentProfile);
  const shown = useMemo(() => {
    const words = filter.trim().toLowerCase();
    return words === ''
      ? report.columns
      : report.columns.filter(({ name }) => name.toLowerCase().includes(words));
  }, [report, filter]);
  const selected = report.columns.find((column) => column.name === search.column) ?? report.columns[0];
  // The list follows at once; the charts when there is time, and not for columns that are passed over.
  const detailed = useDeferredValue(selected);
  return (
    <>
      <div className={classes.toolbar}>
        <SegmentedControl
          aria-label="Recipe"
          size="xs"
          data={[...recipeNames]}
          value={report.recipe.name}
          onChange={(name) => isRecipeName(name) && onSearchChange({ ...search, recipe: name })}
        />
        {report.columns.length >= filterFrom && (
          <TextInput
            className={classes.filter}
            size="xs"
            aria-label="Filter columns"
            placeholder="Filter columns"
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        )}
        {shown.length < report.columns.length && (
          <span className={classes.quiet}>
            {formatCount(shown.length)} of {formatCount(report.columns.length)} columns
          </span>
        )}
      </div>
      <div className={classes.distribution}>
        <ColumnList
          columns={shown}
          recipe={report.recipe}
          selected={selected?.name ?? null}
          onSelect={(column) => onSearchChange({ ...search, column })}
        />
        {detailed && (
          <ColumnDetail
            column={detailed}
            recipe={report.recipe}
            referenceLabel={referenceLabel}
            currentLabel={currentLabel}
            isComplete={isComplete}
          />
        )}
      </div>
    </>
  );
}
