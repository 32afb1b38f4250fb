import type { Json } from './json';

/** Whether two values of JSON are the same, in whatever order their members stand; undefined is no member. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((each, at) => sameJson(each as Json, b[at] as Json))
    );
  }
  const [membersA, membersB] = [a as Readonly<Record<string, Json>>, b as Readonly<Record<string, Json>>];
  const names = Object.keys(membersA);
  return (
    names.length === Object.keys(membersB).length &&
    names.every((name) => sameJson(membersA[name], membersB[name]))
  );
}
