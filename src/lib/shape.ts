import { isObject } from './jsonObject';
import { asText, kindOf, shown } from './faultWords';

/** Where in a value something is wrong, and what. */
export interface ShapeFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * What a value has to look like: gives the first fault, or null. Ten times as quick as zod, and says no more, since every
 * stored record is looked at whenever a workspace is opened.
 */
export type Shape = (value: unknown) => ShapeFault | null;

function fault(message: string): ShapeFault {
  return { path: [], message };
}

function below(step: string | number, { path, message }: ShapeFault): ShapeFault {
  return { path: [step, ...path], message };
}

function unexpected(value: unknown, expected: string): ShapeFault {
  return fault(
    value === undefined
      ? `is missing: ${asText(expected)} is expected`
      : `is ${kindOf(value)}, and ${asText(expected)} is expected`,
  );
}

/** Any text. */
export const text: Shape = (value) => (typeof value === 'string' ? null : unexpected(value, 'string'));

/** True or false. */
export const truth: Shape = (value) => (typeof value === 'boolean' ? null : unexpected(value, 'boolean'));

/** A finite number. */
export const finite: Shape = (value) => (Number.isFinite(value) ? null : unexpected(value, 'number'));

/** Any number, NaN and the infinities too. */
export const anyNumber: Shape = (value) => (typeof value === 'number' ? null : unexpected(value, 'number'));

/** A whole number that is exact, at least this. */
export function whole(least: number): Shape {
  return (value) => {
    if (!Number.isSafeInteger(value)) return unexpected(value, 'int');
    return (value as number) >= least ? null : fault(`is ${shown(value)}, and not at least ${least}`);
  };
}

/** One of some texts, numbers or truths. */
export function oneOf(values: readonly (string | number | boolean)[]): Shape {
  const known = new Set<unknown>(values);
  return (value) => {
    if (known.has(value)) return null;
    const expected = values.map(shown).join(', ');
    return fault(
      value === undefined ? `is missing: expected is ${expected}` : `is ${shown(value)}, and not ${expected}`,
    );
  };
}

/** What is null, or has the shape. */
export function nullable(shape: Shape): Shape {
  return (value) => (value === null ? null : shape(value));
}

/** What is absent, or has the shape. */
export function optional(shape: Shape): Shape {
  return (value) => (value === undefined ? null : shape(value));
}

/** What has the shape, and of which a further thing is true. */
export function where<T>(shape: Shape, isSo: (value: T) => boolean, message: string): Shape {
  return (value) => shape(value) ?? (isSo(value as T) ? null : fault(message));
}

/** A list of what has the shape. */
export function list(shape: Shape): Shape {
  return (value) => {
    if (!Array.isArray(value)) return unexpected(value, 'array');
    for (let index = 0; index < value.length; index++) {
      const found = shape(value[index]);
      if (found) return below(index, found);
    }
    return null;
  };
}

/** A list of as many as there are shapes. */
export function tuple(...shapes: readonly Shape[]): Shape {
  return (value) => {
    if (!Array.isArray(value)) return unexpected(value, 'array');
    if (value.length !== shapes.length) return fault(`has ${value.length} members, and not ${shapes.length}`);
    for (const [index, shape] of shapes.entries()) {
      const found = shape(value[index]);
      if (found) return below(index, found);
    }
    return null;
  };
}

/** An object with these members; further ones are left alone. Every member of the type has its shape. */
export function object<T extends object>(members: { readonly [K in keyof T]-?: Shape }): Shape {
  const names = Object.keys(members) as (keyof T & string)[];
  const shapes = names.map((name) => members[name]);
  return (value) => {
    if (!isObject(value)) return unexpected(value, 'object');
    for (let index = 0; index < names.length; index++) {
      const name = names[index]!;
      const found = shapes[index]!(value[name]);
      if (found) return below(name, found);
    }
    return null;
  };
}

/** An object by what its member says it is. */
export function choice<K extends string>(member: string, shapes: Readonly<Record<K, Shape>>): Shape {
  const kind = oneOf(Object.keys(shapes));
  return (value) => {
    if (!isObject(value)) return unexpected(value, 'object');
    const name = value[member];
    const unknownKind = kind(name);
    return unknownKind ? below(member, unknownKind) : shapes[name as K](value);
  };
}

/** An object whose members all have the shape, whatever their names. */
export function mapOf(shape: Shape): Shape {
  return (value) => {
    if (!isObject(value)) return unexpected(value, 'object');
    for (const [name, member] of Object.entries(value)) {
      const found = shape(member);
      if (found) return below(name, found);
    }
    return null;
  };
}

/** What a test of its own accepts. */
export function that(isSo: (value: unknown) => boolean, message: string): Shape {
  return (value) => (isSo(value) ? null : fault(message));
}
