import type { JsonObject } from '../../lib/json';

/** What this project's events name as their producer. */
export const producer = 'urn:throughline';

/** A facet of the specification; `schema` is its version and name, and its definition where that is another. One of our own has its whole address. */
export function facet(schema: string, body: JsonObject): JsonObject {
  if (schema.startsWith('urn:')) return { _producer: producer, _schemaURL: schema, ...body };
  const name = schema.slice(schema.indexOf('/') + 1);
  const url = schema.includes('#') ? schema : `${schema}.json#/$defs/${name}`;
  return { _producer: producer, _schemaURL: `https://openlineage.io/spec/facets/${url}`, ...body };
}

/** A facet of this project's own, named `throughline_…`: what the specification has no word for. */
export function ownFacet(name: string, body: JsonObject): JsonObject {
  return { _producer: producer, _schemaURL: `urn:throughline:facet:${name}:1`, ...body };
}
