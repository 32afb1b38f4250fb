import type { ColumnProfile, TableProfile } from '../profile/profile';
import { benjaminiHochberg } from '../numerics/benjaminiHochberg';
import { chiSquareContingency, chiSquareOneWay } from './chiSquare';
import { columnsByName, sideOfProfile } from './columnSide';
import { compareTypes } from './columnTypes';
import { driftReport } from './driftReport';
import { kolmogorovSmirnovPValue } from './kolmogorovSmirnov';
import type { Recipe } from './recipe';
import type { ColumnDrift, DriftReport, Statistic } from './report';
import { sampleStatistics } from './sampleStatistics';
import { haveNumbers } from './statistics';

/**
 * All statistics of a column: those of its bins, those that walk its values, and the p-value of its test: Kolmogorov–Smirnov's for
 * numbers, chi-square's for categories. An exact one of two sides of up to 10,000 values can take tens of milliseconds, hence apart from the report.
 */
export function columnTests(
  column: ColumnDrift,
  referenceProfile: ColumnProfile,
  currentProfile: ColumnProfile,
  recipe: Recipe,
): readonly Statistic[] {
  const [reference, current] = [sideOfProfile(referenceProfile), sideOfProfile(currentProfile)];
  if (column.psi === null) return [];
  if (!compareTypes(reference, current, recipe).asNumbers || !haveNumbers(reference, current)) {
    return column.statistics.map((statistic) =>
      statistic.name === 'chiSquare'
        ? { ...statistic, pValue: chiSquarePValue(column, statistic, recipe) }
        : statistic,
    );
  }
  const [ofReference, ofCurrent] = [reference.numbers, current.numbers];
  if (!ofReference || !ofCurrent) return column.statistics;
  const [ks, ...distances] = sampleStatistics(ofReference, ofCurrent);
  if (!ks) return column.statistics;
  const pValue = kolmogorovSmirnovPValue(ks.value, ofReference.count, ofCurrent.count);
  return [{ ...ks, pValue }, ...distances, ...column.statistics];
}

/** Null where counts are estimated or values lumped together: there are no counts to test. */
function chiSquarePValue(column: ColumnDrift, { maxError }: Statistic, recipe: Recipe): number | null {
  if (maxError > 0) return null;
  const test = recipe.name === 'evidently' ? chiSquareOneWay : chiSquareContingency;
  const counts = (side: 'referenceCount' | 'currentCount') => column.bins.map((bin) => bin[side]);
  return test(counts('referenceCount'), counts('currentCount'))?.pValue ?? null;
}

/** The report with these statistics by column name, and every p-value adjusted over all of them (Benjamini–Hochberg). */
export function withTests(
  report: DriftReport,
  tests: ReadonlyMap<string, readonly Statistic[]>,
): DriftReport {
  const tested = report.columns
    .flatMap((column) => tests.get(column.name) ?? [])
    .filter(({ pValue }) => pValue !== null);
  const adjusted = benjaminiHochberg(tested.map(({ pValue }) => pValue ?? 1));
  const adjustedOf = new Map(tested.map((statistic, at) => [statistic, adjusted[at] ?? 1]));
  return {
    ...report,
    columns: report.columns.map((column) => ({
      ...column,
      statistics: (tests.get(column.name) ?? column.statistics).map((statistic) => ({
        ...statistic,
        adjustedPValue: adjustedOf.get(statistic) ?? null,
      })),
    })),
  };
}

/** The report with every statistic and p-value. */
export function driftReportWithTests(
  reference: TableProfile,
  current: TableProfile,
  recipe: Recipe,
): DriftReport {
  const report = driftReport(reference, current, recipe);
  const [ofReference, ofCurrent] = [columnsByName(reference), columnsByName(current)];
  const tests = new Map<string, readonly Statistic[]>();
  for (const column of report.columns) {
    const [before, after] = [ofReference.get(column.name), ofCurrent.get(column.name)];
    if (before && after) tests.set(column.name, columnTests(column, before, after, recipe));
  }
  return withTests(report, tests);
}
