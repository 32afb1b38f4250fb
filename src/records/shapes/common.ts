import type { Json } from '../../lib/json';
import { object, optional, type Shape, text, that, where, whole } from '../../lib/shape';
import type { Reference } from '../../lineage/records';
import { highestCounter } from '../../versioning/changeOrder';
import { parseTimestamp } from '../../versioning/timestamp';

/** An instant that there is, in the years 0 to 9999. */
export const time = where(text, isTimestamp, 'expected a UTC time that exists, with nine decimals');

/** A SHA-256. */
export const digest = where<string>(
  text,
  (value) => /^[0-9a-f]{64}$/.test(value),
  'expected a SHA-256 in hexadecimal',
);

/** An MD5, of DVC's folders too. */
export const md5 = where<string>(
  text,
  (value) => /^[0-9a-f]{32}(\.dir)?$/.test(value),
  'expected an MD5 in hexadecimal',
);

/** How many, or how long: exact, below 2^53. */
export const count = whole(0);

/** 1, 2, 3, … */
export const sequence = whole(1);

/** Of a change; absent in records of versions that did not count. */
export const counter = optional(
  where<number>(whole(0), (value) => value <= highestCounter, `is greater than ${highestCounter}`),
);

/** No array of numbers, and none that is not finite: a bundle writes those in a form of its own. */
export const json = that(isJson, 'is not JSON');

/** Numbers that a bundle writes in a form of its own. */
export const floats = that((value) => value instanceof Float64Array, 'expected a Float64Array');

/** A dataset's or job's name. */
export const reference: Shape = object<Reference>({ namespace: text, name: text });

function isJson(value: unknown): value is Json {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' || typeof value === 'boolean' || value === null;
  if (Array.isArray(value)) return value.every(isJson);
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isJson);
}

/** A day that is in every year: all but the 29th of February. */
const usualDay =
  '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))';
const usual = new RegExp(`^\\d{4}-${usualDay}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{9}Z$`);

/** Records that came together bear one time, and beside it each has one of its own. */
let lastGood = '';
let goodBefore = '';

function isTimestamp(given: string): boolean {
  if (given === lastGood) return true;
  if (given !== goodBefore && !usual.test(given)) {
    const parsed = parseTimestamp(given);
    if (!parsed.ok || parsed.value !== given) return false;
  }
  goodBefore = lastGood;
  lastGood = given;
  return true;
}
