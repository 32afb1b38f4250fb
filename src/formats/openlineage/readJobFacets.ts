import type { ClaimFact } from '../../lineage/claims';
import { jobFacets } from './facets/jobFacets';
import { facetAt, type Placed, plainText } from './place';
import { noClaims, readClaims } from './readClaims';
import type { Warnings } from './warnings';

interface JobFacets {
  readonly description: string | null;
  readonly codeVersion: string | null;
  readonly claims: readonly ClaimFact[];
}

const nothing: JobFacets = { description: null, codeVersion: null, claims: noClaims };
const tables = [jobFacets];
/** They have readers of their own. */
const others = new Set(['lineage', 'throughline_claim', 'throughline_job', 'dbt_node']);

/** What of a job's facets is understood. */
export function readJobFacets(facets: Placed, name: string, warnings: Warnings): JobFacets {
  if (facets.isEmpty) return nothing;
  const location = facetAt(facets, 'sourceCodeLocation');
  return {
    description: plainText(facetAt(facets, 'documentation').at('description')),
    codeVersion:
      ['version', 'tag', 'branch'].map((part) => plainText(location.at(part))).find(Boolean) ?? null,
    claims: readClaims(facets, name, tables, others, warnings),
  };
}
