import { benjaminiHochberg } from './benjaminiHochberg';
import { chiSquareContingency, chiSquareOneWay } from './chiSquare';
import { kolmogorovSmirnovPValue } from './kolmogorovSmirnov';
import type { Recipe } from './recipe';
import type { ColumnDrift, DriftReport, Statistic } from './report';
import type { ColumnProfile } from '../profile/profile';

/**
 * The p-value of a column's test: Kolmogorov–Smirnov's for numbers, chi-square's for categories; null where there is none.
 * An exact one of two sides of up to 10,000 values can take tens of milliseconds, hence apart from the report.
 */
export function columnPValue(
  column: ColumnDrift,
  reference: ColumnProfile,
  current: ColumnProfile,
  recipe: Recipe,
): number | null {
  const ks = column.statistics.find((statistic) => statistic.name === 'ks');
  if (ks)
    return kolmogorovSmirnovPValue(ks.value, reference.numbers?.count ?? 0, current.numbers?.count ?? 0);
  const chiSquare = column.statistics.find((statistic) => statistic.name === 'chiSquare');
  // Where values are lumped together or counts estimated there are no counts to test.
  if (!chiSquare || chiSquare.maxError > 0) return null;
  const test = recipe.name === 'evidently' ? chiSquareOneWay : chiSquareContingency;
  return (
    test(
      column.bins.map((bin) => bin.referenceCount),
      column.bins.map((bin) => bin.currentCount),
    )?.pValue ?? null
  );
}

/** The report with these p-values by column name, and each adjusted over all of them (Benjamini–Hochberg). */
export function withPValues(report: DriftReport, pValues: ReadonlyMap<string, number>): DriftReport {
  const names = report.columns.map((column) => column.name).filter((name) => pValues.has(name));
  const adjusted = benjaminiHochberg(names.map((name) => pValues.get(name) ?? 1));
  const adjustedByName = new Map(names.map((name, at) => [name, adjusted[at] ?? 1]));
  return {
    ...report,
    columns: report.columns.map((column) => {
      const pValue = pValues.get(column.name);
      const adjustedPValue = adjustedByName.get(column.name);
      if (pValue === undefined || adjustedPValue === undefined) return column;
      return {
        ...column,
        statistics: column.statistics.map((statistic): Statistic =>
          statistic.name === 'ks' || statistic.name === 'chiSquare'
            ? { ...statistic, pValue, adjustedPValue }
            : statistic,
        ),
      };
    }),
  };
}
