import type { JsonObject } from '../../../lib/json';
import type { ClaimBodies, ClaimFact, ClaimKind } from '../../../lineage/claims';
import type { Shape } from './shape';

/** One facet of the specification that says one kind of claim. */
export interface ClaimFacet<K extends ClaimKind = ClaimKind> {
  /** The facet's name, such as `ownership`. */
  readonly name: string;
  /** Its schema with its version, such as `1-0-1/OwnershipDatasetFacet`. */
  readonly schema: string;
  readonly about: K;
  readonly shape: Shape<ClaimBodies[K]>;
  /** Of one tool: it is read, and what it says is written by the facet of the specification. */
  readonly isOfTool?: boolean;
}

/** Declares a facet; its shape has to be that of its kind of claim. */
export function claimFacet<K extends ClaimKind>(
  about: K,
  name: string,
  schema: string,
  shape: Shape<ClaimBodies[K]>,
): ClaimFacet {
  return { name, schema, about, shape };
}

/** Facets by their names. */
export type ClaimFacets = ReadonlyMap<string, ClaimFacet>;

/** A table of facets. */
export function byName(facets: readonly ClaimFacet[]): ClaimFacets {
  return new Map(facets.map((facet) => [facet.name, facet]));
}

/** The facets that say these claims again, by their names; `frame` puts producer and schema around a body. */
export function facetsOfClaims(
  claims: readonly ClaimFact[],
  facets: ClaimFacets,
  frame: (schema: string, body: JsonObject) => JsonObject,
): JsonObject {
  const written: Record<string, JsonObject> = {};
  for (const facet of facets.values()) {
    const claim = facet.isOfTool ? undefined : claims.find(({ about }) => about === facet.about);
    if (!claim?.body) continue;
    const body = facet.shape.write(claim.body) as JsonObject;
    written[facet.name] = frame(facet.schema, body);
  }
  return written;
}
