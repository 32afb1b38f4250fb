import { seededRandom } from '../../../lib/random';
import type { ArtifactKind } from '../../../versioning/records';
import { fasterLookupMonth, forecastMonth, months, schemaChangeMonth } from './months';
import { type RawMonth, rawMonth } from './rawTables';
import { endpointFiles, modelFiles, tableFiles } from './sampleFiles';
import {
  benchmarkErrors,
  requestLatencies,
  type EndpointSpeed,
  type SampleMeasurement,
} from './sampleMeasurements';
import { type FittedMonth, fitMonth, metricsOf } from './sampleModels';
import { runsOf, type SampleRun } from './sampleRuns';

/** A file of the sample, as if somebody dropped it. */
export interface SampleFile {
  readonly path: string;
  readonly kind: ArtifactKind;
  readonly text: string;
  readonly message: string;
}

/** What one month brings: its files, then the runs that made them of each other, in order, then what was measured. */
export interface SampleMonth {
  readonly files: readonly SampleFile[];
  readonly runs: readonly SampleRun[];
  readonly measurements: readonly SampleMeasurement[];
}

/** All six months from one seed; the models in them are really fitted and their metrics really measured. */
export function sampleMonths(seed: number): readonly SampleMonth[] {
  let first: FittedMonth | null = null;
  let previous: FittedMonth | null = null;
  return months.map((_, month) => {
    const random = seededRandom(seed + month + 1);
    const raw = rawMonth(month, seed, random);
    const fitted = fitMonth(raw, random);
    first ??= fitted;
    const made = {
      files: filesOf(month, raw, fitted),
      runs: runsOf(month, seed, metricsOf(fitted, previous ?? fitted, first)),
      measurements: measurementsOf(month, seed, fitted, first),
    };
    previous = fitted;
    return made;
  });
}

function filesOf(month: number, raw: RawMonth, fitted: FittedMonth): readonly SampleFile[] {
  const texts = { ...tableFiles(month, raw), ...modelFiles(fitted), ...endpointFiles(month) };
  return Object.entries(texts).map(([path, text]) => ({
    path,
    kind: kindOf(path),
    text,
    message: messageOf(path, month),
  }));
}

function measurementsOf(
  month: number,
  seed: number,
  { demand, duration }: FittedMonth,
  first: FittedMonth,
): readonly SampleMeasurement[] {
  return [
    benchmarkErrors('models/demand.json', 'trips per hour', demand.model, first.demand.test),
    benchmarkErrors('models/duration.json', 's', duration.model, first.duration.test),
    requestLatencies('endpoints/demand-api.json', demandSpeed(month), seed * 100 + month),
    requestLatencies('endpoints/duration-api.json', durationSpeed(month), seed * 200 + month),
  ];
}

/** From this month on the demand endpoint asks another service for the forecast before it answers. */
function demandSpeed(month: number): EndpointSpeed {
  return month < forecastMonth ? { medianMs: 62, slowShare: 0.01 } : { medianMs: 84, slowShare: 0.1 };
}

/** Between these months the duration endpoint looked types of bikes up one by one, and some answers took long. */
function durationSpeed(month: number): EndpointSpeed {
  if (month < schemaChangeMonth) return { medianMs: 48, slowShare: 0.01 };
  return month < fasterLookupMonth ? { medianMs: 48, slowShare: 0.08 } : { medianMs: 41, slowShare: 0.01 };
}

function kindOf(path: string): ArtifactKind {
  if (path.startsWith('features/')) return 'features';
  if (path.startsWith('models/')) return 'model';
  if (path.startsWith('endpoints/')) return 'endpoint';
  return 'dataset';
}

function messageOf(path: string, month: number): string {
  if (month === schemaChangeMonth && path === 'raw/trips.csv')
    return `${months[month]}: the export now says which type of bike`;
  return `${months[month]}`;
}
