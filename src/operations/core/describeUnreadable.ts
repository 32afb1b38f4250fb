import { declarationOf } from '../../records/tables';
import type { UnreadableRecord } from './unreadable';

/** A stored record that cannot be read, in words: which it is, and why. */
export function describeUnreadable({ table, key, place, message }: UnreadableRecord): string {
  return `the ${declarationOf(table).noun} ${key}: ${place === '' ? 'it' : place} ${message}`;
}

/** How many of these are named one by one. */
const namedCount = 3;

/** What an export says of records that it leaves out. */
export function leftOutWords(leftOut: readonly UnreadableRecord[]): string {
  const named = leftOut.slice(0, namedCount).map(describeUnreadable).join('; ');
  const more = leftOut.length > namedCount ? `; and ${leftOut.length - namedCount} more` : '';
  const counted = leftOut.length === 1 ? '1 stored record is' : `${leftOut.length} stored records are`;
  return `${counted} not in it: ${named}${more}`;
}
