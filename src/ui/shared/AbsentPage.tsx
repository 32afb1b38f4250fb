import type { ReactNode } from 'react';

import { EmptyState } from './EmptyState';
import { Page } from './Page';

interface AbsentPageProps {
  /** Such as `artifact`. */
  readonly noun: string;
  /** A link to what is there. */
  readonly children: ReactNode;
}

/** Stands where a link names something that this workspace does not have. */
export function AbsentPage({ noun, children }: AbsentPageProps) {
  return (
    <Page title={`No such ${noun}`}>
      <EmptyState
        title={`This workspace has no such ${noun}`}
        hint={`The link may come from another workspace, or the ${noun} was undone.`}
        actions={children}
      />
    </Page>
  );
}
