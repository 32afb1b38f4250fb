import { facetAt, type Placed, plainText } from './place';
import type { Warnings } from './warnings';

const nothing = { description: null, codeVersion: null };
const understood = new Set(['documentation', 'sourceCodeLocation', 'lineage']);

/** What of a job's facets is understood: `documentation`, `sourceCodeLocation` and `lineage`, which has a reader of its own. */
export function readJobFacets(
  facets: Placed,
  warnings: Warnings,
): { readonly description: string | null; readonly codeVersion: string | null } {
  if (facets.isEmpty) return nothing;
  for (const name in facets.object) if (!understood.has(name)) warnings.keepRaw(name, facets);
  const location = facetAt(facets, 'sourceCodeLocation');
  if (!location.isAbsent && !location.object)
    warnings.add('the facet sourceCodeLocation is not shaped as its schema says: left out', location.pointer);
  const version =
    ['version', 'tag', 'branch'].map((part) => plainText(location.at(part))).find(Boolean) ?? null;
  return {
    description: plainText(facetAt(facets, 'documentation').at('description')),
    codeVersion: version,
  };
}
