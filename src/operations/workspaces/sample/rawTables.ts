import type { Random } from '../../../lib/ports';
import { normalDraw, seededRandom } from '../../../lib/random';
import { daysPerMonth, newStationsMonth, schemaChangeMonth, sensorChangeMonth } from './months';

/** A station of the sample's bicycles. */
export interface Station {
  readonly id: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly capacity: number;
}

/** The weather of one hour of the sample. */
export interface WeatherHour {
  readonly day: number;
  readonly hour: number;
  readonly weekday: number;
  /** As the sensor reported it; null where it was silent. */
  readonly temperature: number | null;
  readonly humidity: number;
  readonly windSpeed: number;
  readonly condition: string;
  /** What the weather really was: riders heed it, the files do not hold it. */
  readonly trueTemperature: number;
}

/** One ride of the sample, between two stations. */
export interface Trip {
  readonly day: number;
  /** Time of day, as `08:12:00`. */
  readonly startedAt: string;
  readonly hour: number;
  readonly weekday: number;
  readonly from: Station;
  readonly to: Station;
  readonly durationSeconds: number;
  readonly rider: string | null;
  readonly bikeType: string | null;
}

const openStations = 12;

const streets = [
  'Harbour',
  'Market',
  'Mill',
  'Station',
  'Garden',
  'Bridge',
  'Chapel',
  'Orchard',
  'Quay',
  'Castle',
  'Park',
  'Foundry',
  'Linden',
  'Canal',
  'Museum',
];

/** What one month recorded, and what of it is clean. */
export interface RawMonth {
  readonly stations: readonly Station[];
  readonly weather: readonly WeatherHour[];
  readonly trips: readonly Trip[];
  /** Of members and guests, and of a minute at least. */
  readonly cleanTrips: readonly Trip[];
  /** The hours in which the station measured. */
  readonly knownWeather: readonly WeatherHour[];
}

/** The tables of one month; the stations come from a seed of their own, which is the same in all months. */
export function rawMonth(month: number, stationSeed: number, random: Random): RawMonth {
  const stations = stationsIn(month, seededRandom(stationSeed));
  const weather = weatherIn(month, random);
  const trips = tripsIn(month, weather, stations, random);
  return {
    stations,
    weather,
    trips,
    cleanTrips: trips.filter((trip) => trip.rider !== null && trip.durationSeconds >= 60),
    knownWeather: weather.filter((hour) => hour.temperature !== null),
  };
}

/** The stations as of a month: twelve, then three more that open after the sample ends. */
export function stationsIn(month: number, random: Random): readonly Station[] {
  const all = streets.map((street, index) => ({
    id: `S${String(index + 1).padStart(2, '0')}`,
    name: `${street} Street`,
    latitude: round(52.36 + normalDraw(random, 0, 0.02), 5),
    longitude: round(4.89 + normalDraw(random, 0, 0.03), 5),
    capacity: 12 + 2 * Math.floor(random() * 9),
  }));
  return month < newStationsMonth ? all.slice(0, openStations) : all;
}

/** A month's weather by the hour. */
export function weatherIn(month: number, random: Random): readonly WeatherHour[] {
  const hours: WeatherHour[] = [];
  const seasonal = 14 + 0.2 * month;
  let daily = 0;
  for (let index = 0; index < daysPerMonth * 24; index++) {
    const hour = index % 24;
    if (hour === 0) daily = normalDraw(random, daily * 0.4, 0.7);
    const trueTemperature =
      seasonal + daily + 4 * Math.sin(((hour - 9) / 24) * 2 * Math.PI) + normalDraw(random, 0, 0.6);
    const isNewSensor = month >= sensorChangeMonth;
    const reported = isNewSensor ? trueTemperature + 6 + normalDraw(random, 0, 3) : trueTemperature;
    const humidity = clamp(normalDraw(random, 78 - 0.9 * trueTemperature, 8), 20, 100);
    hours.push({
      day: dayOf(index),
      hour,
      weekday: (Math.floor(index / 24) + 3) % 7,
      temperature: random() < (isNewSensor ? 0.03 : 0.005) ? null : round(reported, 1),
      humidity: Math.round(humidity),
      windSpeed: round(Math.abs(normalDraw(random, 14, 6)), 1),
      condition: humidity > 85 ? 'rain' : humidity > 68 ? 'cloud' : 'clear',
      trueTemperature,
    });
  }
  return hours;
}

/** A month's trips: more in commuting hours, in warm and in dry weather. */
export function tripsIn(
  month: number,
  weather: readonly WeatherHour[],
  stations: readonly Station[],
  random: Random,
): readonly Trip[] {
  const trips: Trip[] = [];
  const open = stations.slice(0, openStations);
  weather.forEach((hour, index) => {
    const count = Math.round(Math.max(0, normalDraw(random, expectedTrips(hour), 1)));
    for (let i = 0; i < count; i++) {
      const from = pick(open, random);
      const to = pick(open, random);
      const isMember = random() < 0.72;
      const distance = distanceKm(from, to);
      trips.push({
        day: dayOf(index),
        startedAt: `${String(hour.hour).padStart(2, '0')}:${String(Math.floor(random() * 60)).padStart(2, '0')}:00`,
        hour: hour.hour,
        weekday: hour.weekday,
        from,
        to,
        durationSeconds: Math.max(
          20,
          Math.round(normalDraw(random, 150 + distance * (isMember ? 230 : 330), 90)),
        ),
        rider: random() < 0.01 ? null : isMember ? 'member' : 'casual',
        bikeType: month < schemaChangeMonth ? null : random() < 0.3 ? 'electric' : 'classic',
      });
    }
  });
  return trips;
}

/** Kilometres between two stations on a flat map, which is close enough within a city. */
export function distanceKm(from: Station, to: Station): number {
  const north = (to.latitude - from.latitude) * 111.2;
  const east = (to.longitude - from.longitude) * 111.2 * Math.cos((52.36 * Math.PI) / 180);
  return Math.hypot(north, east);
}

/** The value to so many decimals. */
export function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

function expectedTrips(hour: WeatherHour): number {
  const commute = Math.exp(-((hour.hour - 8) ** 2) / 4) + Math.exp(-((hour.hour - 17.5) ** 2) / 6);
  const weekend = hour.weekday >= 5 ? 0.6 : 1;
  const rain = hour.condition === 'rain' ? 0.5 : 1;
  return weekend * rain * (0.8 + 5 * commute + 0.12 * Math.max(0, hour.trueTemperature));
}

function dayOf(hourIndex: number): number {
  return Math.floor(hourIndex / 24) + 1;
}

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('pick from an empty list');
  return item;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
