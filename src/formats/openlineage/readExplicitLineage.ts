import type { ColumnSource, DatasetFact } from '../../lineage/facts';
import { facetAt, type Placed } from './place';
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

function noteOther(placed: Placed, warnings: Warnings): void {
  warnings.add('the facet lineage leads from or to a job: kept, not linked', placed.pointer);
}

function datasetOf(placed: Placed, columnSources: readonly ColumnSource[]): DatasetFact | null {
  const [namespace, name] = [placed.at('namespace').text, placed.at('name').text];
  if (placed.at('type').text !== 'DATASET' || namespace === null || name === null) return null;
  if (isTemplate(namespace) || isTemplate(name)) return null;
  return { namespace, name, kind: null, otherNames: [], version: null, columnSources };
}

function sourcesOf(entry: Placed, warnings: Warnings): readonly ColumnSource[] {
  const sources: ColumnSource[] = [];
  for (const [column, field] of entry.at('fields').members() ?? []) {
    for (const placed of field.at('inputs').items() ?? []) addSource(sources, placed, column, [], warnings);
  }
  return sources;
}
