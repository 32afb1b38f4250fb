import type { ClaimFact } from '../../lineage/claims';
import type { ClaimFacet, ClaimFacets } from './facets/claimFacet';
import type { Placed } from './place';
import { ignored, type Warnings } from './warnings';

/** No claims; the same list each time. */
export const noClaims: readonly ClaimFact[] = [];

/**
 * What facets say of a subject, which goes by a name, by tables of facets. Those of `others` have readers of their own; what
 * neither has is kept as it came. A facet with `_deleted` takes back what was said.
 */
export function readClaims(
  facets: Placed,
  subject: string,
  tables: readonly ClaimFacets[],
  others: ReadonlySet<string>,
  warnings: Warnings,
): readonly ClaimFact[] {
  let claims: ClaimFact[] | null = null;
  for (const name in facets.object) {
    const facet = facetNamed(tables, name);
    if (!facet) {
      if (!others.has(name)) warnings.keepRaw(name, facets);
      continue;
    }
    const claim = readClaim(facet, facets.at(name), subject, warnings);
    if (claim) (claims ??= []).push(claim);
  }
  return claims ?? noClaims;
}

function facetNamed(tables: readonly ClaimFacets[], name: string): ClaimFacet | undefined {
  for (const table of tables) {
    const facet = table.get(name);
    if (facet) return facet;
  }
  return undefined;
}

function readClaim(facet: ClaimFacet, placed: Placed, subject: string, warnings: Warnings): ClaimFact | null {
  const { value } = placed;
  if (value === undefined || value === null) return null;
  const known = warnings.remembered.claims.find(facet, subject, value);
  if (known) return known;
  const { about, name, shape } = facet;
  if (placed.object?.['_deleted'] === true) return { about, body: null } as ClaimFact;
  const body = shape.read(placed);
  if (body === undefined) {
    ignored(name, placed, warnings);
    return null;
  }
  const claim = { about, body } as ClaimFact;
  warnings.remembered.claims.keep(facet, subject, value, claim);
  return claim;
}
