import type { ValueRule } from './valueRule';

const number = '[-+]?\\d{1,3}(?:\\.\\d+)?';
const pair = new RegExp(`^[([{]?\\s*(${number})\\s*[,;|/ ]\\s*(${number})\\s*[)\\]}]?$`);
const wkt = new RegExp(
  `^(?:SRID=\\d+;)?POINT\\s*Z?\\s*\\(\\s*(${number})\\s+(${number})(?:\\s+${number})?\\s*\\)$`,
  'i',
);
const geoUri = new RegExp(`^geo:(${number}),(${number})`);
const sexagesimal =
  /^\d{1,3}\s*[°º]\s*\d{1,2}\s*['′’]\s*(?:\d{1,2}(?:\.\d+)?\s*["″”])?\s*[NSEWO](?:[ ,]+\d{1,3}\s*[°º]\s*\d{1,2}\s*['′’]\s*(?:\d{1,2}(?:\.\d+)?\s*["″”])?\s*[NSEWO])?$/i;
const hemisphere = /^\d{1,2}(?:\.\d+)?\s*°?\s*[NS][ ,]+\d{1,3}(?:\.\d+)?\s*°?\s*[EWO]$/i;
const geoJson = /^\{.*"type"\s*:\s*"Point".*"coordinates"\s*:\s*\[.*\}$/;

const decimals = (text: string): number => /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;

/** A position to within some hundred metres at the most: sizes and scores have fewer decimals. */
function isPair(given: string): boolean {
  const text = given.trim();
  const found = pair.exec(text) ?? wkt.exec(text) ?? geoUri.exec(text);
  if (!found) return sexagesimal.test(text) || hemisphere.test(text) || geoJson.test(text);
  const [, first = '', second = ''] = found;
  const isInRange =
    Math.min(Math.abs(Number(first)), Math.abs(Number(second))) <= 90 &&
    Math.max(Math.abs(Number(first)), Math.abs(Number(second))) <= 180;
  return isInRange && (wkt.test(text) || geoUri.test(text) || decimals(first) + decimals(second) >= 6);
}

/** One of the two of a position, in degrees: whole numbers are counts. */
function isDegrees(given: string): boolean {
  return /^[-+]?\d{1,3}\.\d+$/.test(given.trim()) && Math.abs(Number(given)) <= 180;
}

/** Most have as many decimals as a device gives. */
function arePrecise(texts: readonly string[]): boolean {
  return texts.filter((text) => decimals(text.trim()) >= 3).length >= texts.length * 0.5;
}

const geohash = /^[0-9b-hjkmnp-z]{6,12}$/;
const plusCode = /^(?:[23456789CFGHJMPQRVWX]{4}){1,2}\+[23456789CFGHJMPQRVWX]{2,3}$/;

/** Positions of persons and things. */
export const positionRules: readonly ValueRule[] = [
  {
    kind: 'geoPosition',
    name: 'pair',
    matches: isPair,
    chance: 0.001,
    score: { kind: 0.97, nothing: 0.9, other: 0.6 },
  },
  {
    kind: 'geoPosition',
    name: 'degrees',
    matches: isDegrees,
    chance: 0.5,
    score: { kind: 0.95, nothing: 0, other: 0 },
    acceptsNamed: arePrecise,
  },
  {
    kind: 'geoPosition',
    name: 'plus code',
    matches: (text) => plusCode.test(text.trim()),
    chance: 1e-4,
    score: { kind: 0.95, nothing: 0.85, other: 0.5 },
  },
  {
    kind: 'geoPosition',
    name: 'geohash',
    matches: (text) => geohash.test(text.trim()) && /\d/.test(text),
    chance: 0.5,
    score: { kind: 0.85, nothing: 0, other: 0 },
  },
];
