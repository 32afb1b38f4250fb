import type { Json, JsonObject } from '../lib/json';

/**
 * RFC 8785 (JSON Canonicalization Scheme): members by UTF-16 code units of their names, numbers as ECMAScript prints
 * them, no white space. A lone surrogate, which the RFC refuses, stays as the escape `\udXXX`. NaN and infinities are
 * bugs and throw. Rule [V1] of SPEC.md.
 */
export function canonicalJson(value: Json): string {
  // The platform's own writer is much quicker, and writes members in the order that an object has them in.
  const ordered = inOrder(value);
  return ordered === undefined ? write(value) : JSON.stringify(ordered);
}

/**
 * The value with the members of every object in order; itself where they are already. Undefined where that cannot be:
 * an object has names like `10` first and by their value, and `__proto__` cannot be given to it.
 */
function inOrder(value: Json): Json | undefined {
  if (typeof value === 'number') return finite(value);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return listInOrder(value);
  return objectInOrder(value);
}

function listInOrder(list: readonly Json[]): Json | undefined {
  let copy: Json[] | null = null;
  for (let index = 0; index < list.length; index++) {
    const ordered = inOrder(list[index]!);
    if (ordered === undefined) return undefined;
    if (ordered === list[index]) continue;
    copy ??= list.slice();
    copy[index] = ordered;
  }
  return copy ?? list;
}

function objectInOrder(object: JsonObject): Json | undefined {
  const names = Object.keys(object);
  let copy: Record<string, Json> | null = null;
  if (sortNames(names)) {
    if (names.some(hasPlaceOfItsOwn)) return undefined;
    copy = {};
  }
  for (let index = 0; index < names.length; index++) {
    const name = names[index]!;
    const value = object[name]!;
    const ordered = inOrder(value);
    if (ordered === undefined) return undefined;
    if (copy === null && ordered !== value) {
      if (names.some(hasPlaceOfItsOwn)) return undefined;
      copy = {};
      for (let before = 0; before < index; before++) copy[names[before]!] = object[names[before]!]!;
    }
    if (copy !== null) copy[name] = ordered;
  }
  return copy ?? object;
}

/** Sorts by UTF-16 units; whether there was anything to sort. */
function sortNames(names: string[]): boolean {
  let isChanged = false;
  for (let index = 1; index < names.length; index++) {
    const name = names[index]!;
    if (names[index - 1]! < name) continue;
    if (names.length > fewNames) {
      names.sort();
      return true;
    }
    let place = index;
    for (; place > 0 && names[place - 1]! > name; place--) names[place] = names[place - 1]!;
    names[place] = name;
    isChanged = true;
  }
  return isChanged;
}

/** Most objects have few names: so many are sorted by insertion more quickly than by the platform. */
const fewNames = 16;

/** A name that a copy would not have where, or as, the object has it. */
function hasPlaceOfItsOwn(name: string): boolean {
  const first = name.charCodeAt(0);
  return (first >= 48 && first <= 57) || name === '__proto__';
}

function write(value: Json): string {
  if (typeof value === 'number') return JSON.stringify(finite(value));
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(write).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${write(value[name]!)}`);
  return `{${members.join(',')}}`;
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not JSON`);
  return value;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
