import { generatedFile } from './generatedFile';
import { seededRandom } from '../src/lib/random';

const cities = ['Lisbon', 'Oslo', 'São Paulo', 'Nairobi', 'Kyoto', 'Montréal', 'Tallinn', 'Valparaíso'];
const weathers = ['clear', 'cloudy', 'light rain', 'heavy rain', 'snow', 'fog'];
const comments = [
  '',
  'arrived on time, no trouble at all',
  'late, but "fine" in the end',
  'the bike was dirty again, both wheels',
  'brakes need a check, front and rear',
  'great ride along the river with a friend',
];
const rowsPerPiece = 10_000;

/**
 * A CSV of bicycle trips with ten columns of every kind a table has: integer, timestamp, text of few and of many
 * values, numbers with and without nulls, boolean, quoted text with commas and quotes. About 130 bytes a row.
 */
export function generateCsv(rowCount: number, seed: number): Promise<string> {
  return generateTrips(`trips-${rowCount}-${seed}.csv`, rowCount, seed, (row) => row);
}

/** The next version of that CSV: a row in a hundred has another weather, one in a thousand went, and as many came. */
export function generateEditedCsv(rowCount: number, seed: number): Promise<string> {
  return generateTrips(`trips-${rowCount}-${seed}-edited.csv`, rowCount, seed, (row, index) => {
    if (index % 1000 === 7) return row.replace(/^\d+/, (id) => String(Number(id) + 90_000_000));
    return index % 100 === 3 ? row.replace(/,(true|false),[^,]+,/, ',$1,hail,') : row;
  });
}

function generateTrips(
  name: string,
  rowCount: number,
  seed: number,
  edit: (row: string, index: number) => string,
): Promise<string> {
  return generatedFile(name, function* () {
    const random = seededRandom(seed);
    yield 'trip_id,started_at,city,bike,duration_s,distance_m,fare,member,weather,comment\n';
    for (let start = 0; start < rowCount; start += rowsPerPiece) {
      let piece = '';
      const end = Math.min(rowCount, start + rowsPerPiece);
      for (let index = start; index < end; index++) piece += edit(tripRow(index, random), index);
      yield piece;
    }
  });
}

function tripRow(index: number, random: () => number): string {
  const pick = (list: readonly string[]): string => list[Math.floor(random() ** 1.5 * list.length)] ?? '';
  const startedAt = new Date(
    Date.UTC(2026, 0, 1) + index * 17_000 + Math.floor(random() * 10_000),
  ).toISOString();
  const durationS = Math.round(-Math.log(1 - random()) * 900) + 30;
  const distanceM = durationS * (3 + 2 * random());
  const bike = `bike-${Math.floor(random() * 1e9).toString(36)}-${Math.floor(random() * 1e12).toString(36)}`;
  const fare = random() < 0.03 ? '' : (1 + durationS * 0.002 + random()).toFixed(2);
  const comment = pick(comments);
  const quoted = /[",]/.test(comment) ? `"${comment.replaceAll('"', '""')}"` : comment;
  const member = random() < 0.7 ? 'true' : 'false';
  return `${10_000_000 + index},${startedAt},${pick(cities)},${bike},${durationS},${distanceM},${fare},${member},${pick(weathers)},${quoted}\n`;
}
