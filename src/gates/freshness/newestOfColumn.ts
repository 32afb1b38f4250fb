import type { ColumnProfile } from '../../profile/profile';
import { momentOfWall } from './timeZone';

/** The newest moment of a column, in milliseconds since 1970: what says no zone of its own is of the zone. Null where it holds no dates or times. */
export function newestOfColumn({ type, numbers, max }: ColumnProfile, zone: string): number | null {
  if ((type !== 'date' && type !== 'timestamp') || numbers === null || numbers.count === 0) return null;
  return max?.endsWith('Z') ? numbers.max : momentOfWall(zone, numbers.max);
}
