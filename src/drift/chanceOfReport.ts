import type { ChanceDraw } from './chanceDraw';
import type { ChanceLevel } from './chanceLevel';
import { withChance } from './columnDrift';
import type { DriftReport } from './report';
import { simulateChance } from './simulateChance';

/** What chance gives for a draw that was made before; null for one that was not. */
export type KnownChance = (draw: ChanceDraw) => ChanceLevel | null;

/** The draws that a report still needs, each once; or only those that decide whether a column drifted. */
export function missingDraws(report: DriftReport, onlyAboveBand = false): readonly ChanceDraw[] {
  const byKey = new Map<string, ChanceDraw>();
  for (const { band, draw } of report.columns) {
    const isAbove = band === 'moderate' || band === 'significant';
    if (draw && (isAbove || !onlyAboveBand)) byKey.set(draw.key, draw);
  }
  return [...byKey.values()];
}

/** The report with what is known of chance. */
export function withKnownChance(report: DriftReport, known: KnownChance): DriftReport {
  return {
    ...report,
    columns: report.columns.map((column) => {
      const chance = column.draw && known(column.draw);
      return chance ? withChance(column, chance, report.recipe) : column;
    }),
  };
}

/** The report with every draw made: some milliseconds for each column of a small table. */
export function withSimulatedChance(report: DriftReport): DriftReport {
  const levels = new Map(missingDraws(report).map((draw) => [draw.key, simulateChance(draw)]));
  return withKnownChance(report, ({ key }) => levels.get(key) ?? null);
}
