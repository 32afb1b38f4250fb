import type { DriftReport } from '../../drift/report';
import type { Reading } from '../../table/reading';

/** A column of several kinds of value is compared as what it counts as; its note then says what it holds. */
export function withMixedColumns(
  report: DriftReport,
  reference: Pick<Reading, 'warnings'>,
  current: Pick<Reading, 'warnings'>,
): DriftReport {
  const notes = new Map<string, string[]>();
  for (const [side, { warnings }] of [['reference', reference] as const, ['current', current] as const]) {
    for (const warning of warnings) {
      if (warning.kind !== 'mixedColumn') continue;
      const known = notes.get(warning.column) ?? [];
      notes.set(warning.column, [...known, `mixed in the ${side}: ${warning.detail}`]);
    }
  }
  if (notes.size === 0) return report;
  return {
    ...report,
    columns: report.columns.map((column) => {
      const mixed = notes.get(column.name);
      if (!mixed) return column;
      return {
        ...column,
        typeNote: [...(column.typeNote === null ? [] : [column.typeNote]), ...mixed].join('; '),
      };
    }),
  };
}
