import type { Json } from '../../../lib/json';
import { type Placed, plainText } from '../place';

/** How a value of a facet is read into a claim and written again. What is missing or of another type is undefined. */
export interface Shape<T> {
  read(placed: Placed): T | undefined;
  write(value: T): Json;
}

/** Text that is not empty, and no placeholder of a template. */
export const text: Shape<string> = {
  read: (placed) => plainText(placed) ?? undefined,
  write: (value) => value,
};

/** Text that may be empty, as a value of a variable or a tag; numbers and flags are written out. */
export const anyText: Shape<string> = {
  read: ({ value }) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined,
  write: (value) => value,
};

/** A finite number. */
export const number: Shape<number> = {
  read: (placed) => placed.number ?? undefined,
  write: (value) => value,
};

/** True or false. */
export const flag: Shape<boolean> = {
  read: ({ value }) => (typeof value === 'boolean' ? value : undefined),
  write: (value) => value,
};

/** What the specification leaves open, as it stands. */
export const anything: Shape<Json> = {
  read: ({ value, isEmpty, isAbsent, object }) =>
    isAbsent || (object !== null && isEmpty) ? undefined : value,
  write: (value) => value,
};

/** The items that are what they should be. */
export function listOf<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    read: (placed) =>
      placed.items()?.flatMap((each) => {
        const value = item.read(each);
        return value === undefined ? [] : [value];
      }),
    write: (values) => values.map((value) => item.write(value)),
  };
}

/** The same; undefined where there is none. */
export function someOf<T>(item: Shape<T>): Shape<readonly T[]> {
  const list = listOf(item);
  return {
    read(placed) {
      const values = list.read(placed);
      return values?.length === 0 ? undefined : values;
    },
    write: (values) => list.write(values),
  };
}

/** Members of any name. */
export function recordOf<T>(member: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    read(placed) {
      const entries = placed.members()?.flatMap(([name, each]) => {
        const value = member.read(each);
        return value === undefined ? [] : [[name, value] as const];
      });
      return entries && Object.fromEntries(entries);
    },
    write: (values) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, member.write(value)])),
  };
}

/** Where a member of a claim stands in the facet, and whether there is no such claim without it. */
type Member<T> = readonly [name: string, shape: Shape<T>, isNeeded?: 'needed'];

/** The members of an object, by their names in a claim. */
export type Members<T> = { readonly [K in keyof T]-?: Member<Exclude<T[K], undefined>> };

/** An object; undefined where a member that is needed is missing. */
export function objectOf<T extends object>(members: Members<T>): Shape<T> {
  const all = Object.entries(members) as unknown as readonly (readonly [string, Member<unknown>])[];
  return {
    read(placed) {
      if (!placed.object) return undefined;
      const value: Record<string, unknown> = {};
      for (const [own, [name, shape, isNeeded]] of all) {
        const member = placed.at(name);
        const read = member.isAbsent ? undefined : shape.read(member);
        if (read !== undefined) value[own] = read;
        else if (isNeeded) return undefined;
      }
      return value as T;
    },
    write(value) {
      const object: Record<string, Json> = {};
      for (const [own, [name, shape]] of all) {
        const member = (value as Readonly<Record<string, unknown>>)[own];
        if (member !== undefined) object[name] = shape.write(member);
      }
      return object;
    },
  };
}

/** A shape that is part of itself, such as the fields of a struct. */
export function lazily<T>(shape: () => Shape<T>): Shape<T> {
  return { read: (placed) => shape().read(placed), write: (value) => shape().write(value) };
}
