import type { Random } from '../../../lib/ports';
import { evaluate, fitLinear, type LinearModel } from './linearModel';
import { distanceKm, type RawMonth, round, type Trip, type WeatherHour } from './rawTables';

/** A model with the rows that it was not fitted to. The first month's judge the models of every month. */
interface Fitted {
  readonly model: LinearModel;
  readonly test: Split;
}

/** The models of one month. */
export type FittedMonth = Readonly<Record<'demand' | 'duration', Fitted>>;

interface Split {
  readonly rows: readonly (readonly number[])[];
  readonly targets: readonly number[];
}

/** Fits both models to three quarters of a month. */
export function fitMonth({ knownWeather, cleanTrips }: RawMonth, random: Random): FittedMonth {
  const demand = split(demandRows(knownWeather, cleanTrips), random);
  const duration = split(durationRows(cleanTrips), random);
  const fit = ({ train, test }: typeof demand): Fitted => ({
    model: fitLinear(train.rows, train.targets),
    test,
  });
  return { demand: fit(demand), duration: fit(duration) };
}

/** What the runs that train report: errors of a month's models, of those that they replace, and on the first month. */
export function metricsOf(
  fitted: FittedMonth,
  replaced: FittedMonth,
  first: FittedMonth,
): Record<keyof FittedMonth, Record<string, number>> {
  const of = (name: keyof FittedMonth) =>
    errorsOf(fitted[name].model, replaced[name].model, fitted[name].test, first[name].test);
  return { demand: of('demand'), duration: of('duration') };
}

/** What the demand model looks at, in the order of its weights. */
export const demandNames = ['rush', 'is_weekend', 'temperature', 'humidity', 'wind_speed', 'is_raining'];
/** What the duration model looks at, in the order of its weights. */
export const durationNames = ['hour', 'is_weekend', 'distance_km', 'is_member'];

/** A row for each hour with known weather; the trips of the hour come last. */
export function demandRows(weather: readonly WeatherHour[], trips: readonly Trip[]): number[][] {
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

/** A row for each trip; its seconds come last. */
export function durationRows(trips: readonly Trip[]): number[][] {
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
function errorsOf(
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
