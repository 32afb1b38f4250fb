import type { CheckDetails, ClaimBodies, Owner, Tag } from '../../../lineage/claims';
import type { Reference } from '../../../lineage/reference';
import { anything, anyText, listOf, type Members, objectOf, type Shape, text } from './shape';

/** A dataset or job by its name. */
export const reference: Shape<Reference> = objectOf<Reference>({
  namespace: ['namespace', text, 'needed'],
  name: ['name', text, 'needed'],
});

/** What people wrote about it. */
export const documentation: Shape<ClaimBodies['documentation']> = objectOf<ClaimBodies['documentation']>({
  text: ['description', text, 'needed'],
  contentType: ['contentType', text],
});

/** Who owns it. */
export const ownership: Shape<ClaimBodies['owners']> = objectOf<ClaimBodies['owners']>({
  owners: [
    'owners',
    listOf(objectOf<Owner>({ name: ['name', text, 'needed'], type: ['type', text] })),
    'needed',
  ],
});

/** Keys with values. */
export const tags: Shape<ClaimBodies['tags']> = objectOf<ClaimBodies['tags']>({
  tags: [
    'tags',
    listOf(
      objectOf<Tag>({
        key: ['key', text, 'needed'],
        value: ['value', anyText],
        source: ['source', text],
        field: ['field', text],
      }),
    ),
    'needed',
  ],
});

/** What any check says of itself. */
export const checkDetails: Members<CheckDetails> = {
  severity: ['severity', text],
  description: ['description', text],
  expected: ['expected', text],
  actual: ['actual', text],
  content: ['content', text],
  contentType: ['contentType', text],
  params: ['params', anything],
};
