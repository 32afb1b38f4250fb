import type { Json, JsonObject } from '../../lib/json';
import type { ColumnSource, Transformation } from '../../lineage/reference';
import { facet } from './writtenFacets';

/** The facet `columnLineage`: sources of each column, and of all columns. */
export function columnFacet(sources: readonly ColumnSource[]): JsonObject {
  const fields = new Map<string, Json[]>();
  const ofAll: Json[] = [];
  for (const { toColumn, from, fromColumn, transformations } of sources) {
    const field = {
      namespace: from.namespace,
      name: from.name,
      field: fromColumn,
      ...(transformations.length > 0 && { transformations: transformations.map(transformationOf) }),
    };
    if (toColumn === null) ofAll.push(field);
    else {
      const own = fields.get(toColumn);
      if (own) own.push(field);
      else fields.set(toColumn, [field]);
    }
  }
  return facet('1-2-0/ColumnLineageDatasetFacet', {
    fields: Object.fromEntries([...fields].map(([output, inputFields]) => [output, { inputFields }])),
    ...(ofAll.length > 0 && { dataset: ofAll }),
  });
}

/** As the facet has it; what an older form left unsaid has no member. */
function transformationOf([type, subtype, masking]: Transformation): JsonObject {
  return { ...(type !== null && { type }), ...(subtype !== null && { subtype }), masking };
}
