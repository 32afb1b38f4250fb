import type { Assertion, ClaimBodies, ColumnFigures } from '../../../lineage/claims';
import { byName, claimFacet, type ClaimFacets } from './claimFacet';
import { anything, flag, listOf, number, objectOf, recordOf, type Shape, text } from './shape';
import { checkDetails } from './sharedShapes';

const statistics = objectOf<ClaimBodies['statistics']>({
  rowCount: ['rowCount', number],
  byteLength: ['size', number],
  fileCount: ['fileCount', number],
});

const profile = objectOf<ClaimBodies['profile']>({
  rowCount: ['rowCount', number],
  byteLength: ['bytes', number],
  fileCount: ['fileCount', number],
  lastUpdated: ['lastUpdated', text],
  columns: [
    'columnMetrics',
    recordOf(
      objectOf<ColumnFigures>({
        nullCount: ['nullCount', number],
        distinctCount: ['distinctCount', number],
        sum: ['sum', number],
        count: ['count', number],
        min: ['min', number],
        max: ['max', number],
        quantiles: ['quantiles', recordOf(number)],
      }),
    ),
    'needed',
  ],
});

const assertions = objectOf<ClaimBodies['assertions']>({
  assertions: [
    'assertions',
    listOf(
      objectOf<Assertion>({
        assertion: ['assertion', text, 'needed'],
        isSuccess: ['success', flag, 'needed'],
        column: ['column', text],
        name: ['name', text],
        ...checkDetails,
      }),
    ),
    'needed',
  ],
  reportedBy: ['throughline_reportedBy', text],
});

const subset = (member: string): Shape<ClaimBodies['subset']> =>
  objectOf<ClaimBodies['subset']>({ condition: [member, anything, 'needed'] });

const assertionFacet = claimFacet(
  'assertions',
  'dataQualityAssertions',
  '1-1-0/DataQualityAssertionsDatasetFacet',
  assertions,
);

/** Facets of an input. */
export const inputFacets: ClaimFacets = byName([
  claimFacet('statistics', 'inputStatistics', '1-0-0/InputStatisticsInputDatasetFacet', statistics),
  claimFacet('profile', 'dataQualityMetrics', '1-0-3/DataQualityMetricsInputDatasetFacet', profile),
  assertionFacet,
  claimFacet(
    'subset',
    'subset',
    '1-0-0/BaseSubsetDatasetFacet.json#/$defs/InputSubsetInputDatasetFacet',
    subset('inputCondition'),
  ),
]);

/** Facets of an output. */
export const outputFacets: ClaimFacets = byName([
  claimFacet('statistics', 'outputStatistics', '1-0-2/OutputStatisticsOutputDatasetFacet', statistics),
  claimFacet(
    'subset',
    'subset',
    '1-0-0/BaseSubsetDatasetFacet.json#/$defs/OutputSubsetOutputDatasetFacet',
    subset('outputCondition'),
  ),
]);

/** Facets of a dataset that say what is in it when it is read or written. */
export const contentFacets: ClaimFacets = byName([
  claimFacet('profile', 'dataQualityMetrics', '1-0-0/DataQualityMetricsDatasetFacet', profile),
  assertionFacet,
]);
