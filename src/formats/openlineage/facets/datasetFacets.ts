import type { ClaimBodies, SchemaField } from '../../../lineage/claims';
import { parseTimestamp, type Timestamp } from '../../../versioning/timestamp';
import { byName, claimFacet, type ClaimFacets } from './claimFacet';
import { anything, lazily, listOf, objectOf, type Shape, someOf, text } from './shape';
import { documentation, ownership, reference, tags } from './sharedShapes';

const field: Shape<SchemaField> = objectOf<Omit<SchemaField, 'isOptional'>>({
  name: ['name', text, 'needed'],
  type: ['type', text],
  description: ['description', text],
  fields: ['fields', lazily(() => subfields)],
});

/** Clients write an empty list for a column that is no struct. */
const subfields = someOf(field);

/** An empty text stands for null. */
const textOrEmpty: Shape<string | null> = {
  read: ({ value }) => (typeof value === 'string' ? value || null : undefined),
  write: (value) => value ?? '',
};

const time: Shape<Timestamp> = {
  read({ value }) {
    const parsed = typeof value === 'string' ? parseTimestamp(value) : null;
    return parsed?.ok ? parsed.value : undefined;
  },
  write: (value) => value,
};

/** What facets of a dataset say of it, whoever reads or writes it. */
export const datasetFacets: ClaimFacets = byName([
  claimFacet(
    'schema',
    'schema',
    '1-2-0/SchemaDatasetFacet',
    objectOf<ClaimBodies['schema']>({ fields: ['fields', listOf(field), 'needed'] }),
  ),
  claimFacet('documentation', 'documentation', '1-1-0/DocumentationDatasetFacet', documentation),
  claimFacet('owners', 'ownership', '1-0-1/OwnershipDatasetFacet', ownership),
  claimFacet(
    'lifecycle',
    'lifecycleStateChange',
    '1-0-1/LifecycleStateChangeDatasetFacet',
    objectOf<ClaimBodies['lifecycle']>({
      change: ['lifecycleStateChange', text, 'needed'],
      previous: ['previousIdentifier', reference],
    }),
  ),
  claimFacet(
    'dataSource',
    'dataSource',
    '1-0-1/DatasourceDatasetFacet',
    objectOf<ClaimBodies['dataSource']>({ name: ['name', text], uri: ['uri', text] }),
  ),
  claimFacet(
    'storage',
    'storage',
    '1-0-1/StorageDatasetFacet',
    objectOf<ClaimBodies['storage']>({
      layer: ['storageLayer', text, 'needed'],
      format: ['fileFormat', text],
    }),
  ),
  claimFacet(
    'catalog',
    'catalog',
    '1-1-0/CatalogDatasetFacet',
    objectOf<ClaimBodies['catalog']>({
      framework: ['framework', text, 'needed'],
      type: ['type', text],
      name: ['name', text],
      metadataUri: ['metadataUri', text],
      warehouseUri: ['warehouseUri', text],
      source: ['source', text],
      properties: ['catalogProperties', anything],
    }),
  ),
  claimFacet(
    'hierarchy',
    'hierarchy',
    '1-0-0/HierarchyDatasetFacet',
    objectOf<ClaimBodies['hierarchy']>({
      levels: [
        'hierarchy',
        listOf(
          objectOf<ClaimBodies['hierarchy']['levels'][number]>({
            type: ['type', text, 'needed'],
            name: ['name', text, 'needed'],
          }),
        ),
        'needed',
      ],
    }),
  ),
  claimFacet(
    'datasetType',
    'datasetType',
    '1-0-1/DatasetTypeDatasetFacet',
    objectOf<ClaimBodies['datasetType']>({
      type: ['datasetType', text, 'needed'],
      subtype: ['subType', text],
    }),
  ),
  claimFacet('tags', 'tags', '1-0-0/TagsDatasetFacet', tags),
  // What the specification has no word for.
  claimFacet(
    'licence',
    'throughline_licence',
    'urn:throughline:facet:licence:1',
    objectOf<ClaimBodies['licence']>({
      expression: ['expression', textOrEmpty, 'needed'],
      said: ['said', text, 'needed'],
    }),
  ),
  claimFacet(
    'freshness',
    'throughline_freshness',
    'urn:throughline:facet:freshness:1',
    objectOf<ClaimBodies['freshness']>({ objective: ['objective', anything, 'needed'] }),
  ),
  claimFacet(
    'loaded',
    'throughline_loaded',
    'urn:throughline:facet:loaded:1',
    objectOf<ClaimBodies['loaded']>({ at: ['at', time, 'needed'] }),
  ),
]);
