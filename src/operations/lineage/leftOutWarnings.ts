import type { Reference } from '../../lineage/records';
import type { LeftOutNames } from './decidedNames';
import type { PlacedWarning } from './importedObservations';
import type { DigestedStatement } from './lineagePlan';

/** One warning for the datasets, and one for the jobs, that an import names and a person deleted; at the first place that names one. */
export function leftOutWarnings(
  statements: readonly DigestedStatement[],
  { datasets, jobs }: LeftOutNames,
): PlacedWarning[] {
  return [
    ...warningOf('dataset', datasets, statements, ({ statement }) => statement.datasets),
    ...warningOf('job', jobs, statements, ({ statement }) => statement.jobs),
  ];
}

function warningOf(
  noun: string,
  names: readonly Reference[],
  statements: readonly DigestedStatement[],
  namesIn: (statement: DigestedStatement) => readonly Reference[],
): PlacedWarning[] {
  const [first] = names;
  if (!first) return [];
  const isFirst = (each: Reference): boolean =>
    each.namespace === first.namespace && each.name === first.name;
  const at = statements.find((statement) => namesIn(statement).some(isFirst)) ?? statements[0];
  if (!at) return [];
  const message = `a ${noun} was deleted in this workspace and is left out: ${first.name}`;
  return [{ message, path: at.path, place: at.place, count: names.length }];
}
