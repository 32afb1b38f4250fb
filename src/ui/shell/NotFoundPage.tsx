import { useLocation } from '@tanstack/react-router';

import { ButtonLink } from '../shared/ButtonLink';
import { EmptyState } from '../shared/EmptyState';
import { Page } from '../shared/Page';

export function NotFoundPage() {
  const { href } = useLocation();
  return (
    <Page title="Nothing at this address">
      <EmptyState
        title={`There is no view at ${href}`}
        hint="The link may be mistyped, or made by a newer Throughline."
        actions={<ButtonLink to="/artifacts">Show all artifacts</ButtonLink>}
      />
    </Page>
  );
}
