import type { Json } from '../../../lib/json';
import type { RunState } from '../../../lineage/records';
import { failedTrainingMonth, schemaChangeMonth } from './months';
import type { metricsOf } from './sampleModels';

/** A run of the sample, as if somebody recorded it; inputs and outputs are paths. */
export interface SampleRun {
  readonly job: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly state: RunState;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly seed: number | null;
  readonly codeVersion: string;
}

type Step = Omit<SampleRun, 'startedAt' | 'endedAt' | 'codeVersion' | 'seed' | 'state'>;
type Metrics = Readonly<ReturnType<typeof metricsOf>>;

const dataSteps: readonly Step[] = [
  {
    job: 'clean_weather',
    inputs: ['raw/weather.csv'],
    outputs: ['clean/weather.csv'],
    parameters: { drop_silent_hours: true },
    metrics: {},
  },
  {
    job: 'clean_trips',
    inputs: ['raw/trips.csv', 'raw/stations.csv'],
    outputs: ['clean/trips.csv'],
    parameters: { min_duration_s: 60 },
    metrics: {},
  },
  {
    job: 'build_demand_features',
    inputs: ['clean/trips.csv', 'clean/weather.csv'],
    outputs: ['features/demand.csv'],
    parameters: { by: 'hour' },
    metrics: {},
  },
  {
    job: 'build_duration_features',
    inputs: ['clean/trips.csv', 'raw/stations.csv'],
    outputs: ['features/duration.csv'],
    parameters: {},
    metrics: {},
  },
];

function modelSteps(metrics: Metrics): readonly Step[] {
  return [
    {
      job: 'train_demand',
      inputs: ['features/demand.csv'],
      outputs: ['models/demand.json'],
      parameters: { model: 'least squares', test_share: 0.25 },
      metrics: metrics.demand,
    },
    {
      job: 'train_duration',
      inputs: ['features/duration.csv'],
      outputs: ['models/duration.json'],
      parameters: { model: 'least squares', test_share: 0.25 },
      metrics: metrics.duration,
    },
    {
      job: 'deploy_demand',
      inputs: ['models/demand.json'],
      outputs: ['endpoints/demand-api.json'],
      parameters: { replicas: 2 },
      metrics: {},
    },
    {
      job: 'deploy_duration',
      inputs: ['models/duration.json'],
      outputs: ['endpoints/duration-api.json'],
      parameters: { replicas: 1 },
      metrics: {},
    },
  ];
}

/** The runs of a month's pipeline, one after the other; one training fails and is run again. */
export function runsOf(month: number, seed: number, metrics: Metrics): readonly SampleRun[] {
  let minute = 0;
  return [...dataSteps, ...modelSteps(metrics)].flatMap((step) => {
    const timed = (state: RunState, minutes: number): SampleRun => {
      const startedAt = clock(month, minute);
      minute += minutes;
      return {
        ...step,
        ...(state === 'failed' ? { outputs: [], metrics: {} } : {}),
        state,
        startedAt,
        endedAt: clock(month, minute),
        codeVersion: month < schemaChangeMonth ? '9a1b2c3' : 'd4e5f60',
        seed: step.job.startsWith('train') ? seed : null,
      };
    };
    const isBad = month === failedTrainingMonth && step.job === 'train_demand';
    return isBad
      ? [timed('failed', 4), timed('completed', 6)]
      : [timed('completed', step.job.startsWith('train') ? 6 : 2)];
  });
}

/** The month's pipeline starts at 03:00 UTC on the day after its last. */
function clock(month: number, minute: number): string {
  return new Date(Date.UTC(2026, month, 29, 3, minute)).toISOString();
}
