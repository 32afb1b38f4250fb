import { lazy, Suspense } from 'react';

import type { FindingLinkProps } from './FindingLink';

const FindingLink = lazy(async () => ({ default: (await import('./FindingLink')).FindingLink }));

/** How many findings of an artifact or job nobody accepted, as a link to them: loaded after what is seen first. */
export function FindingCount(props: FindingLinkProps) {
  return (
    <Suspense>
      <FindingLink {...props} />
    </Suspense>
  );
}
