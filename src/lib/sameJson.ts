import type { Json } from './json';

/** Whether two values of JSON are the same, in whatever order their members stand; undefined is no member. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameList(a, b);
  return sameMembers(a as Readonly<Record<string, Json>>, b as Readonly<Record<string, Json>>);
}

function sameList(a: readonly Json[], b: readonly Json[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (!sameJson(a[at], b[at])) return false;
  return true;
}

function sameMembers(a: Readonly<Record<string, Json>>, b: Readonly<Record<string, Json>>): boolean {
  let count = 0;
  for (const name in a) {
    // The only name that an object without such a member has an object for.
    if (name === '__proto__' && !Object.hasOwn(b, name)) return false;
    if (!sameJson(a[name], b[name])) return false;
    count += 1;
  }
  for (const _ in b) count -= 1;
  return count === 0;
}
