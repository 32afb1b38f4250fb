import type { LinearModel } from './linearModel';
import { months, schemaChangeMonth } from './months';
import { type RawMonth, round, type Trip, type WeatherHour } from './rawTables';
import { demandNames, demandRows, durationNames, durationRows, type FittedMonth } from './sampleModels';

/** The tables of a month: as they were recorded, cleaned, and as features. */
export function tableFiles(month: number, raw: RawMonth): Readonly<Record<string, string>> {
  const { stations, weather, trips, cleanTrips, knownWeather } = raw;
  return {
    'raw/stations.csv': csv(
      ['station_id', 'name', 'latitude', 'longitude', 'capacity'],
      stations.map((s) => [s.id, s.name, s.latitude, s.longitude, s.capacity]),
    ),
    'raw/weather.csv': weatherCsv(weather),
    'raw/trips.csv': tripsCsv(trips, month),
    'clean/weather.csv': weatherCsv(knownWeather),
    'clean/trips.csv': tripsCsv(cleanTrips, month),
    'features/demand.csv': csv(
      ['hour', 'is_weekend', 'temperature', 'humidity', 'wind_speed', 'is_raining', 'trips'],
      demandRows(knownWeather, cleanTrips),
    ),
    'features/duration.csv': csv(
      ['hour', 'is_weekend', 'distance_km', 'is_member', 'duration_s'],
      durationRows(cleanTrips),
    ),
  };
}

/** The models of a month, as their weights. */
export function modelFiles({ demand, duration }: FittedMonth): Readonly<Record<string, string>> {
  return {
    'models/demand.json': modelFile('trips per hour', demandNames, demand.model),
    'models/duration.json': modelFile('trip duration in seconds', durationNames, duration.model),
  };
}

/** What serves the models in a month. */
export function endpointFiles(month: number): Readonly<Record<string, string>> {
  return {
    'endpoints/demand-api.json': endpointFile('demand', month),
    'endpoints/duration-api.json': endpointFile('duration', month),
  };
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
