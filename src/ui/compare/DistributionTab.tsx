import { SegmentedControl, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';

import { isRecipeName, type RecipeName, recipeNames } from '../../drift/recipe';
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

export function DistributionTab(props: DistributionTabProps) {
  const { referenceProfile, currentProfile, referenceLabel, currentLabel, search, onSearchChange } = props;
  const [filter, setFilter] = useState('');
  const { report, isComplete } = useReportWithTests(props.report, referenceProfile, currentProfile);
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
      <ReportBar
        report={report}
        shownCount={shown.length}
        filter={filter}
        onFilter={setFilter}
        onRecipe={(recipe) => onSearchChange({ ...search, recipe })}
      />
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

interface ReportBarProps {
  readonly report: DriftReport;
  readonly shownCount: number;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  readonly onRecipe: (recipe: RecipeName) => void;
}

function ReportBar({ report, shownCount, filter, onFilter, onRecipe }: ReportBarProps) {
  return (
    <div className={classes.toolbar}>
      <SegmentedControl
        aria-label="Recipe"
        size="xs"
        data={[...recipeNames]}
        value={report.recipe.name}
        onChange={(name) => isRecipeName(name) && onRecipe(name)}
      />
      {report.columns.length >= filterFrom && (
        <TextInput
          className={classes.filter}
          size="xs"
          aria-label="Filter columns"
          placeholder="Filter columns"
          value={filter}
          onChange={(event) => onFilter(event.currentTarget.value)}
        />
      )}
      {shownCount < report.columns.length && (
        <span className={classes.quiet}>
          {formatCount(shownCount)} of {formatCount(report.columns.length)} columns
        </span>
      )}
    </div>
  );
}
