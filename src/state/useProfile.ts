import { useEffect, useState } from 'react';

import type { TableProfile } from '../profile/profile';
import { useServices } from './services';

/** A profile while it is looked for; `none` where there is no table, or none is stored of it. */
export type ProfileState =
  | { readonly status: 'loading' }
  | { readonly status: 'none' }
  | { readonly status: 'ready'; readonly profile: TableProfile };

/** The profile of a reading; `none` where the snapshot is not a table or the key is null. */
export function useProfile(readingKey: string | null): ProfileState {
  const services = useServices();
  const [loaded, setLoaded] = useState<{
    readonly key: string;
    readonly profile: TableProfile | null;
  } | null>(null);
  useEffect(() => {
    if (readingKey === null) return;
    let isCurrent = true;
    void services.profile(readingKey).then((profile) => {
      if (isCurrent) setLoaded({ key: readingKey, profile });
    });
    return () => {
      isCurrent = false;
    };
  }, [services, readingKey]);
  if (readingKey === null) return { status: 'none' };
  if (loaded === null || loaded.key !== readingKey) return { status: 'loading' };
  return loaded.profile === null ? { status: 'none' } : { status: 'ready', profile: loaded.profile };
}
