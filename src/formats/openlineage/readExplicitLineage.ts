import type { DatasetFact } from '../../lineage/facts';
import type { ColumnSource } from '../../lineage/reference';
import { facetAt, type Placed } from './place';
import { noClaims } from './readClaims';
import { addSource } from './readColumnLineage';
import { isTemplate } from './template';
import type { Warnings } from './warnings';

/** What a job reads and writes by its own declaration. */
export interface ExplicitLineage {
  readonly inputs: readonly DatasetFact[];
  readonly outputs: readonly DatasetFact[];
}

const nothing: ExplicitLineage = { inputs: [], outputs: [] };

/** The facet `lineage` of a job: an entry is what it writes, with the datasets and columns that go into it. */
export function readExplicitLineage(jobFacets: Placed, warnings: Warnings): ExplicitLineage {
  const facet = facetAt(jobFacets, 'lineage');
  if (facet.isAbsent) return nothing;
  const inputs: DatasetFact[] = [];
  const outputs: DatasetFact[] = [];
  for (const entry of facet.at('entries').items() ?? []) {
    const output = datasetOf(entry, sourcesOf(entry, warnings));
    if (!output) {
      noteOther(entry, warnings);
      continue;
    }
    outputs.push(output);
    for (const placed of entry.at('inputs').items() ?? []) {
      const input = datasetOf(placed, []);
      if (input) inputs.push(input);
      else noteOther(placed, warnings);
    }
  }
  return { inputs, outputs };
}

/** The facet `lineage` of a dataset: the datasets and columns that it came of, by no job that is told of. */
export function readDatasetLineage(
  facets: Placed,
  warnings: Warnings,
): { readonly inputs: readonly DatasetFact[]; readonly columns: readonly ColumnSource[] } {
  const facet = facetAt(facets, 'lineage');
  if (facet.isAbsent) return { inputs: [], columns: [] };
  const inputs = (facet.at('inputs').items() ?? []).flatMap((placed) => {
    const input = datasetOf(placed, []);
    if (!input) noteOther(placed, warnings);
    return input ?? [];
  });
  return { inputs, columns: sourcesOf(facet, warnings) };
}

function noteOther(placed: Placed, warnings: Warnings): void {
  warnings.add('the facet lineage leads from or to a job: kept, not linked', placed.pointer);
}

function datasetOf(placed: Placed, columnSources: readonly ColumnSource[]): DatasetFact | null {
  const [namespace, name] = [placed.at('namespace').text, placed.at('name').text];
  if (placed.at('type').text !== 'DATASET' || namespace === null || name === null) return null;
  if (isTemplate(namespace) || isTemplate(name)) return null;
  return { namespace, name, kind: null, otherNames: [], version: null, columnSources, claims: noClaims };
}

function sourcesOf(entry: Placed, warnings: Warnings): readonly ColumnSource[] {
  const sources: ColumnSource[] = [];
  for (const [column, field] of entry.at('fields').members() ?? []) {
    for (const placed of field.at('inputs').items() ?? []) addSource(sources, placed, column, [], warnings);
  }
  return sources;
}
