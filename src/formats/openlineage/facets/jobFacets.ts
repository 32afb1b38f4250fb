import type { ClaimBodies } from '../../../lineage/claims';
import { byName, claimFacet, type ClaimFacets } from './claimFacet';
import { anything, objectOf, text } from './shape';
import { documentation, ownership, tags } from './sharedShapes';

/** What facets of a job say of it. */
export const jobFacets: ClaimFacets = byName([
  claimFacet('documentation', 'documentation', '1-1-0/DocumentationJobFacet', documentation),
  claimFacet('owners', 'ownership', '1-0-1/OwnershipJobFacet', ownership),
  claimFacet(
    'jobType',
    'jobType',
    '2-0-4/JobTypeJobFacet',
    objectOf<ClaimBodies['jobType']>({
      processingType: ['processingType', text, 'needed'],
      integration: ['integration', text],
      jobType: ['jobType', text],
      emissionPattern: ['emissionPattern', anything],
    }),
  ),
  claimFacet(
    'codeLocation',
    'sourceCodeLocation',
    '1-1-0/SourceCodeLocationJobFacet',
    objectOf<ClaimBodies['codeLocation']>({
      type: ['type', text],
      url: ['url', text],
      repository: ['repoUrl', text],
      path: ['path', text],
      version: ['version', text],
      tag: ['tag', text],
      branch: ['branch', text],
      pullRequest: ['pullRequestNumber', text],
    }),
  ),
  claimFacet(
    'code',
    'sourceCode',
    '1-0-1/SourceCodeJobFacet',
    objectOf<ClaimBodies['code']>({ language: ['language', text], text: ['sourceCode', text, 'needed'] }),
  ),
  claimFacet(
    'sql',
    'sql',
    '1-1-0/SQLJobFacet',
    objectOf<ClaimBodies['sql']>({ text: ['query', text, 'needed'], dialect: ['dialect', text] }),
  ),
  claimFacet('tags', 'tags', '1-0-0/TagsJobFacet', tags),
]);
