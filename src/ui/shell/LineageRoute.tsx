import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

import { LineageView, type HistoryStep } from '../lineage/LineageView';
import type { LineageSearch } from '../lineage/lineageSearch';

export function LineageRoute() {
  const search = useSearch({ from: '/lineage' });
  const navigate = useNavigate();
  const change = useCallback(
    (next: LineageSearch, step: HistoryStep) =>
      void navigate({ to: '/lineage', search: next, replace: step === 'replace' }),
    [navigate],
  );
  return <LineageView search={search} onSearchChange={change} />;
}
