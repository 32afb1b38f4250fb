import { useNavigate, useSearch } from '@tanstack/react-router';

import { LineageView } from '../lineage/LineageView';

export function LineageRoute() {
  const search = useSearch({ from: '/lineage' });
  const navigate = useNavigate();
  return (
    <LineageView
      search={search}
      onSearchChange={(next, step) =>
        void navigate({ to: '/lineage', search: next, replace: step === 'replace' })
      }
    />
  );
}
