import type { ClaimFact } from '../../lineage/claims';
import type { ClaimFacet, ClaimFacets } from './facets/claimFacet';
import type { Placed } from './place';
import { ignored, type Warnings } from './warnings';

/** No claims; the same list each time. */
export const noClaims: readonly ClaimFact[] = [];

/**
 * What facets say by tables of them. Those of `others` have readers of their own; what neither has is kept as it came. A facet
 * with `_deleted` takes back what was said.
 */
export function readClaims(
  facets: Placed,
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
    const claim = readClaim(facet, facets.at(name), warnings);
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

function readClaim({ about, name, shape }: ClaimFacet, placed: Placed, warnings: Warnings): ClaimFact | null {
  if (placed.isAbsent) return null;
  if (placed.object?.['_deleted'] === true) return { about, body: null } as ClaimFact;
  const body = shape.read(placed);
  if (body !== undefined) return { about, body } as ClaimFact;
  ignored(name, placed, warnings);
  return null;
}
