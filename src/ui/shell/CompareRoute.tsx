import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

import type { CompareSearch } from '../compare/compareSearch';
import { CompareView } from '../compare/CompareView';
import { ButtonLink } from '../shared/ButtonLink';

export function CompareRoute() {
  const search = useSearch({ from: '/compare' });
  const navigate = useNavigate();
  const change = useCallback(
    (next: CompareSearch) => void navigate({ to: '/compare', search: next }),
    [navigate],
  );
  return (
    <CompareView
      search={search}
      onSearchChange={change}
      actions={
        <ButtonLink to="/drift" variant="default" size="compact-sm">
          What drifted
        </ButtonLink>
      }
    />
  );
}
