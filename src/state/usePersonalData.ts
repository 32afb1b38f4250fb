import { useEffect, useState } from 'react';

import type { ColumnFindings } from '../gates/privacy/recogniseTable';
import type { SnapshotView, Workspace } from '../operations/core/workspace';
import { useServices } from './services';

/** What one version's table seems to hold; `loading` until it is known, null where it has no profile. */
export function useVersionFindings(
  version: Pick<SnapshotView, 'reading'>,
): readonly ColumnFindings[] | null | 'loading' {
  const services = useServices();
  const key = version.reading?.key ?? null;
  const [found, setFound] = useState<{
    readonly key: string;
    readonly columns: readonly ColumnFindings[] | null;
  } | null>(null);
  useEffect(() => {
    if (key === null) return;
    let isCurrent = true;
    void services.personalData(key).then((columns) => {
      if (isCurrent) setFound({ key, columns });
    });
    return () => {
      isCurrent = false;
    };
  }, [services, key]);
  if (key === null) return null;
  return found?.key === key ? found.columns : 'loading';
}

/** What every table of a workspace seems to hold, by the key of its reading in use; null until all are known, and while nobody asks. */
export function useAllFindings(
  workspace: Workspace,
  isAsked: boolean,
): ReadonlyMap<string, readonly ColumnFindings[]> | null {
  const services = useServices();
  const [found, setFound] = useState<ReadonlyMap<string, readonly ColumnFindings[]> | null>(null);
  const { snapshots } = workspace;
  useEffect(() => {
    if (!isAsked) return;
    let isCurrent = true;
    const readAll = async (): Promise<void> => {
      const keys = new Set([...snapshots.values()].flatMap(({ reading }) => reading?.key ?? []));
      const all = new Map<string, readonly ColumnFindings[]>();
      for (const key of keys) {
        const columns = await services.personalData(key);
        if (!isCurrent) return;
        if (columns) all.set(key, columns);
      }
      setFound(all);
    };
    void readAll();
    return () => {
      isCurrent = false;
    };
  }, [services, snapshots, isAsked]);
  return isAsked ? found : null;
}
