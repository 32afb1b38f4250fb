import { useEffect, useMemo, useState } from 'react';

import type { DriftReport, Statistic } from '../../drift/report';
import { columnTests, withTests } from '../../drift/pValues';
import type { TableProfile } from '../../profile/profile';

/**
 * The report with the statistics and p-values that take longer, a column at a time so that the page stays responsive; as it came
 * until they are there.
 */
export function useReportWithTests(
  report: DriftReport,
  reference: TableProfile,
  current: TableProfile,
): { readonly report: DriftReport; readonly isComplete: boolean } {
  const [done, setDone] = useState<{ readonly of: DriftReport; readonly tested: DriftReport } | null>(null);
  useEffect(() => {
    const before = new Map(reference.columns.map((column) => [column.name, column]));
    const after = new Map(current.columns.map((column) => [column.name, column]));
    const tests = new Map<string, readonly Statistic[]>();
    let at = 0;
    let timer: ReturnType<typeof setTimeout>;
    const step = () => {
      const started = performance.now();
      while (at < report.columns.length && performance.now() - started < 8) {
        const column = report.columns[at];
        at += 1;
        const [left, right] = [before.get(column?.name ?? ''), after.get(column?.name ?? '')];
        if (column && left && right) tests.set(column.name, columnTests(column, left, right, report.recipe));
      }
      if (at < report.columns.length) timer = setTimeout(step);
      else setDone({ of: report, tested: withTests(report, tests) });
    };
    timer = setTimeout(step);
    return () => clearTimeout(timer);
  }, [report, reference, current]);
  return useMemo(
    () => (done?.of === report ? { report: done.tested, isComplete: true } : { report, isComplete: false }),
    [done, report],
  );
}
