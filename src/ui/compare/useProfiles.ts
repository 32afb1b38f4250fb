import { useEffect, useState } from 'react';

import type { SnapshotView } from '../../operations/core/workspace';
import type { ProfiledVersion } from '../../operations/comparing/driftOverTime';
import { useServices } from '../../state/services';

/** Every version with its profile, once all are there; null until then. */
export function useProfiles(versions: readonly SnapshotView[]): readonly ProfiledVersion[] | null {
  const services = useServices();
  const [loaded, setLoaded] = useState<{
    readonly of: readonly SnapshotView[];
    readonly profiles: readonly ProfiledVersion[];
  } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const one = async ({ snapshot, reading }: SnapshotView): Promise<ProfiledVersion> => ({
      snapshotId: snapshot.id,
      sequence: snapshot.sequence,
      profile: reading && (await services.profile(reading.key)),
    });
    void Promise.all(versions.map(one)).then((profiles) => {
      if (isCurrent) setLoaded({ of: versions, profiles });
    });
    return () => {
      isCurrent = false;
    };
  }, [services, versions]);
  return loaded?.of === versions ? loaded.profiles : null;
}
