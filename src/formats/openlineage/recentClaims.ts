import type { Json } from '../../lib/json';
import { sameJson } from '../../lib/sameJson';
import type { ClaimFact } from '../../lineage/claims';
import type { ClaimFacet } from './facets/claimFacet';

/** What facets of a file said last, by whom they are of: events say the same again and again, and it is read once. */
export class RecentClaims {
  private readonly byFacet = new Map<ClaimFacet, Map<string, Recent>>();

  /** The claim that this facet made of the subject last, if it says the same. */
  find(facet: ClaimFacet, subject: string, value: Json): ClaimFact | null {
    const known = this.byFacet.get(facet)?.get(subject);
    return known && sameJson(known.value, value) ? known.claim : null;
  }

  keep(facet: ClaimFacet, subject: string, value: Json, claim: ClaimFact): void {
    const own = this.byFacet.get(facet);
    if (own && own.size < mostSubjects) own.set(subject, { value, claim });
    else this.byFacet.set(facet, new Map([[subject, { value, claim }]]));
  }
}

interface Recent {
  readonly value: Json;
  readonly claim: ClaimFact;
}

/** So many are remembered for one facet. */
const mostSubjects = 5000;
