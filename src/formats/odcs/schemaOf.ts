import { ownValue } from '../../lib/ownValue';
import { Validator, type Schema } from '@cfworker/json-schema';
import v300 from './schemas/odcs-v3.0.0.json';
import v301 from './schemas/odcs-v3.0.1.json';
import v302 from './schemas/odcs-v3.0.2.json';
import v310 from './schemas/odcs-v3.1.0.json';
import v320 from './schemas/odcs-v3.2.0.json';

const schemas: Readonly<Record<string, unknown>> = {
  'v3.0.0': v300,
  'v3.0.1': v301,
  'v3.0.2': v302,
  'v3.1.0': v310,
  'v3.2.0': v320,
};

/** What a JSON Schema refuses, and where. */
export interface SchemaFault {
  readonly pointer: string;
  readonly message: string;
}

/** What the JSON Schema of an `apiVersion` refuses of a value; null where there is none of that version. */
export function schemaFaults(apiVersion: string, value: unknown): readonly SchemaFault[] | null {
  const schema = ownValue(schemas, apiVersion);
  if (schema === undefined) return null;
  const validator = new Validator(withoutFormats(schema) as Schema, '2019-09', false);
  const { valid, errors } = validator.validate(value);
  if (valid) return [];
  // A fault inside is told once for each schema around it: the innermost ones say what it is.
  const told = errors.map(({ instanceLocation, error }) => ({
    pointer: pointerOf(instanceLocation),
    message: error === noPlace ? 'it has no place here' : error,
  }));
  const inner = told.filter(({ pointer }) => !told.some((other) => other.pointer.startsWith(`${pointer}/`)));
  return [...new Map(inner.map((fault) => [fault.pointer, fault])).values()];
}

/** What the validator says of a key that a schema leaves no room for. */
const noPlace = 'False boolean schema.';

/** The validator gives `#/a/b`, encoded as in an address. */
function pointerOf(location: string): string {
  return decodeURIComponent(location.replace(/^#/, ''));
}

/** By the specification `format` is a note and asserts nothing; the validator takes it for a rule. */
function withoutFormats(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutFormats);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name, value]) => name !== 'format' || typeof value !== 'string')
      .map(([name, value]) => [name, withoutFormats(value)]),
  );
}
