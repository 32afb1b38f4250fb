import type { Json } from '../../../lib/json';
import type { Random } from '../../../lib/ports';
import { seededRandom } from '../../../lib/random';
import type { RunState } from '../../../lineage/records';
import type { ArtifactKind } from '../../../versioning/records';
import { evaluate, fitLinear, type LinearModel } from './linearModel';
import { failedTrainingMonth, fasterLookupMonth, forecastMonth, months, schemaChangeMonth } from './months';
import {
  benchmarkErrors,
  requestLatencies,
  type EndpointSpeed,
  type SampleMeasurement,
} from './sampleMeasurements';
import { distanceKm, round, stationsIn, tripsIn, weatherIn, type Trip, type WeatherHour } from './rawTables';

/** A file of the sample, as if somebody dropped it. */
export interface SampleFile {
  readonly path: string;
  readonly kind: ArtifactKind;
  readonly text: string;
  readonly message: string;
}

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

/** What one month brings: its files, then the runs that made them of each other, in order, then what was measured. */
export interface SampleMonth {
  readonly files: readonly SampleFile[];
  readonly runs: readonly SampleRun[];
  readonly measurements: readonly SampleMeasurement[];
}

/** Where models are judged every month, whatever they were trained on: the first month's last quarter. */
interface Benchmark {
  readonly demand: Split;
  readonly duration: Split;
}

interface Split {
  readonly rows: readonly (readonly number[])[];
  readonly targets: readonly number[];
}

/** All six months from one seed; the models in them are really fitted and their metrics really measured. */
export function sampleMonths(seed: number): readonly SampleMonth[] {
  const stationSeed = seed;
  let benchmark: Benchmark | null = null;
  let previous: { readonly demand: LinearModel; readonly duration: LinearModel } | null = null;
  return months.map((_, month) => {
    const random = seededRandom(seed + month + 1);
    const stations = stationsIn(month, seededRandom(stationSeed));
    const weather = weatherIn(month, random);
    const trips = tripsIn(month, weather, stations, random);
    const clean = trips.filter((trip) => trip.rider !== null && trip.durationSeconds >= 60);
    const knownWeather = weather.filter((hour) => hour.temperature !== null);
    const demand = split(demandRows(knownWeather, clean), random);
    const duration = split(durationRows(clean), random);
    benchmark ??= { demand: demand.test, duration: duration.test };
    const demandModel = fitLinear(demand.train.rows, demand.train.targets);
    const durationModel = fitLinear(duration.train.rows, duration.train.targets);
    const metrics = {
      demand: metricsOf(demandModel, previous?.demand ?? demandModel, demand.test, benchmark.demand),
      duration: metricsOf(
        durationModel,
        previous?.duration ?? durationModel,
        duration.test,
        benchmark.duration,
      ),
    };
    previous = { demand: demandModel, duration: durationModel };
    const tables = {
      'raw/stations.csv': csv(
        ['station_id', 'name', 'latitude', 'longitude', 'capacity'],
        stations.map((s) => [s.id, s.name, s.latitude, s.longitude, s.capacity]),
      ),
      'raw/weather.csv': weatherCsv(weather),
      'raw/trips.csv': tripsCsv(trips, month),
      'clean/weather.csv': weatherCsv(knownWeather),
      'clean/trips.csv': tripsCsv(clean, month),
      'features/demand.csv': csv(
        ['hour', 'is_weekend', 'temperature', 'humidity', 'wind_speed', 'is_raining', 'trips'],
        demandRows(knownWeather, clean),
      ),
      'features/duration.csv': csv(
        ['hour', 'is_weekend', 'distance_km', 'is_member', 'duration_s'],
        durationRows(clean),
      ),
      'models/demand.json': modelFile('trips per hour', demandNames, demandModel),
      'models/duration.json': modelFile('trip duration in seconds', durationNames, durationModel),
      'endpoints/demand-api.json': endpointFile('demand', month),
      'endpoints/duration-api.json': endpointFile('duration', month),
    };
    return {
      files: Object.entries(tables).map(([path, text]) => ({
        path,
        kind: kindOf(path),
        text,
        message: messageOf(path, month),
      })),
      runs: runsOf(month, seed, metrics),
      measurements: [
        benchmarkErrors('models/demand.json', 'trips per hour', demandModel, benchmark.demand),
        benchmarkErrors('models/duration.json', 's', durationModel, benchmark.duration),
        requestLatencies('endpoints/demand-api.json', demandSpeed(month), seed * 100 + month),
        requestLatencies('endpoints/duration-api.json', durationSpeed(month), seed * 200 + month),
      ],
    };
  });
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

const demandNames = ['rush', 'is_weekend', 'temperature', 'humidity', 'wind_speed', 'is_raining'];
const durationNames = ['hour', 'is_weekend', 'distance_km', 'is_member'];

function demandRows(weather: readonly WeatherHour[], trips: readonly Trip[]): number[][] {
  const counts = new Map<number, number>();
  for (const trip of trips) {
    const key = hourKey(trip);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return weather.map((hour) => [
    hour.hour,
    hour.weekday >= 5 ? 1 : 0,
    hour.temperature ?? 0,
    hour.humidity,
    hour.windSpeed,
    hour.condition === 'rain' ? 1 : 0,
    counts.get(hourKey(hour)) ?? 0,
  ]);
}

function hourKey(at: { readonly day: number; readonly hour: number }): number {
  return at.day * 24 + at.hour;
}

function durationRows(trips: readonly Trip[]): number[][] {
  return trips.map((trip) => [
    trip.hour,
    trip.weekday >= 5 ? 1 : 0,
    round(distanceKm(trip.from, trip.to), 3),
    trip.rider === 'member' ? 1 : 0,
    trip.durationSeconds,
  ]);
}

/** Three quarters to fit, one to judge; the demand model sees the hour as closeness to the rush. */
function split(
  rows: readonly (readonly number[])[],
  random: Random,
): { readonly train: Split; readonly test: Split } {
  const train: { rows: number[][]; targets: number[] } = { rows: [], targets: [] };
  const test: { rows: number[][]; targets: number[] } = { rows: [], targets: [] };
  for (const row of rows) {
    const side = random() < 0.75 ? train : test;
    const inputs = row.slice(0, -1);
    if (row.length === demandNames.length + 1) inputs[0] = rushOf(row[0] ?? 0);
    side.rows.push(inputs);
    side.targets.push(row[row.length - 1] ?? 0);
  }
  return { train, test };
}

function rushOf(hour: number): number {
  return Math.exp(-((hour - 8) ** 2) / 4) + Math.exp(-((hour - 17.5) ** 2) / 6);
}

/** Errors on rows held out this month, by this month's model and by the one it replaces, and on the benchmark. */
function metricsOf(
  model: LinearModel,
  replaced: LinearModel,
  test: Split,
  benchmark: Split,
): Record<string, number> {
  const now = evaluate(model, test.rows, test.targets);
  return {
    mae: round(now.mae, 4),
    rmse: round(now.rmse, 4),
    mae_of_replaced: round(evaluate(replaced, test.rows, test.targets).mae, 4),
    mae_benchmark: round(evaluate(model, benchmark.rows, benchmark.targets).mae, 4),
    rows_held_out: test.rows.length,
  };
}

function runsOf(
  month: number,
  seed: number,
  metrics: Readonly<Record<'demand' | 'duration', Record<string, number>>>,
): SampleRun[] {
  const steps: Omit<SampleRun, 'startedAt' | 'endedAt' | 'codeVersion' | 'seed' | 'state'>[] = [
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
  let minute = 0;
  return steps.flatMap((step) => {
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

function weatherCsv(hours: readonly WeatherHour[]): string {
  return csv(
    ['day', 'hour', 'temperature_c', 'humidity', 'wind_kmh', 'condition'],
    hours.map((h) => [h.day, h.hour, h.temperature, h.humidity, h.windSpeed, h.condition]),
  );
}

function tripsCsv(trips: readonly Trip[], month: number): string {
  const header = ['day', 'started_at', 'from_station', 'to_station', 'duration_s', 'rider'];
  const hasBikeType = month >= schemaChangeMonth;
  return csv(
    hasBikeType ? [...header, 'bike_type'] : header,
    trips.map((t) => [
      t.day,
      t.startedAt,
      t.from.id,
      t.to.id,
      t.durationSeconds,
      t.rider,
      ...(hasBikeType ? [t.bikeType] : []),
    ]),
  );
}

function csv(header: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return `${[header, ...rows].map((row) => row.map((cell) => cell ?? '').join(',')).join('\n')}\n`;
}

function modelFile(target: string, names: readonly string[], model: LinearModel): string {
  const weights = Object.fromEntries(
    ['intercept', ...names].map((name, index) => [name, round(model.weights[index] ?? 0, 6)]),
  );
  return `${JSON.stringify({ kind: 'least squares', target, weights }, null, 2)}\n`;
}

function endpointFile(model: string, month: number): string {
  return `${JSON.stringify({ serves: `models/${model}.json`, trainedOn: months[month], timeoutMs: 200 }, null, 2)}\n`;
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
