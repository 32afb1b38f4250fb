import { nestedText } from './nestedText';
import { float32Text, numberText } from './cellText';
import { hexText } from './hexText';

/**
 * The text that stands for a typed value before [T3] to [T8] apply ([T9]); null where the cell is left out ([T2]).
 * A `Date` is a point in time in UTC, unless `isZoneless`, and then a clock's reading without its zone.
 */
export function textOfValue(value: unknown, isFloat32 = false, isZoneless = false): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      if (Number.isNaN(value)) return null;
      return isFloat32 ? float32Text(value) : numberText(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? null : textOfObject(value, isZoneless);
    default:
      return null;
  }
}

function textOfObject(value: object, isZoneless: boolean): string | null {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return null;
    return isZoneless ? value.toISOString().slice(0, -1) : value.toISOString();
  }
  return value instanceof Uint8Array ? hexText(value) : nestedText(value);
}
