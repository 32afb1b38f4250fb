import { useEffect, useState } from 'react';

import type { SnapshotView } from '../operations/core/workspace';
import type { TableProfile } from '../profile/profile';
import { useServices } from './services';

/** A profile while it is looked for; `none` where there is no table, or none is stored of it. */
export type ProfileState =
  | { readonly status: 'loading' }
  | { readonly status: 'none' }
  | { readonly status: 'ready'; readonly profile: TableProfile };

/** The profile of a version's reading in use; `none` where there is none. What an import claimed is read anew once it is none. */
export function useProfile(version: Pick<SnapshotView, 'reading' | 'isClaimed'> | null): ProfileState {
  const readingKey = version?.reading?.key ?? null;
  const edition = version?.isClaimed ? `${readingKey} claimed` : readingKey;
  const services = useServices();
  const [loaded, setLoaded] = useState<{
    readonly edition: string | null;
    readonly profile: TableProfile | null;
  } | null>(null);
  useEffect(() => {
    if (readingKey === null) return;
    let isCurrent = true;
    void services.profile(readingKey).then((profile) => {
      if (isCurrent) setLoaded({ edition, profile });
    });
    return () => {
      isCurrent = false;
    };
  }, [services, readingKey, edition]);
  if (readingKey === null) return { status: 'none' };
  if (loaded === null || loaded.edition !== edition) return { status: 'loading' };
  return loaded.profile === null ? { status: 'none' } : { status: 'ready', profile: loaded.profile };
}
