import type { ColumnSource, Transformation } from '../../lineage/reference';
import type { Placed } from './place';
import { ignored, type Warnings } from './warnings';

/** The facet `columnLineage`: sources of each column under `fields`, and of all columns under `dataset`. */
export function readColumnLineage(facet: Placed, warnings: Warnings): readonly ColumnSource[] {
  const fields = facet.at('fields').members();
  const ofAll = facet.at('dataset');
  if (!fields && !ofAll.items()) {
    ignored('columnLineage', facet, warnings);
    return [];
  }
  const sources: ColumnSource[] = [];
  for (const [toColumn, field] of fields ?? []) {
    const inputs = field.at('inputFields').items();
    if (!inputs) ignored('columnLineage', field, warnings);
    const before = olderTransformations(field);
    for (const placed of inputs ?? []) addSource(sources, placed, toColumn, before, warnings);
  }
  for (const placed of ofAll.items() ?? []) addSource(sources, placed, null, none, warnings);
  return sources;
}

/** What one entry of a list of input fields says. `before` is what holds where it says nothing of how. */
export function addSource(
  sources: ColumnSource[],
  placed: Placed,
  toColumn: string | null,
  before: readonly Transformation[],
  warnings: Warnings,
): void {
  const namespace = placed.at('namespace').text;
  const name = placed.at('name').text;
  const fromColumn = placed.at('field').text;
  if (namespace === null || name === null || fromColumn === null) {
    ignored('columnLineage', placed, warnings);
    return;
  }
  const told = readTransformations(placed.at('transformations'));
  sources.push({
    toColumn,
    from: { namespace, name },
    fromColumn,
    transformations: told.length > 0 ? told : before,
  });
}

const none: readonly Transformation[] = [];

function readTransformations(list: Placed): readonly Transformation[] {
  const items = list.items();
  if (!items || items.length === 0) return none;
  return items.map((each) => [
    each.at('type').text,
    each.at('subtype').text,
    each.at('masking').value === true,
  ]);
}

/** `transformationType` of the facet's first versions, which stands on the column and says `IDENTITY` or `MASKED`. */
function olderTransformations(field: Placed): readonly Transformation[] {
  const type = field.at('transformationType').text;
  return type === null || type === '' ? none : [[null, type, type.toUpperCase() === 'MASKED']];
}
