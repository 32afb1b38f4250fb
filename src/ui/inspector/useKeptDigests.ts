import { useEffect, useState } from 'react';

import type { Workspace } from '../../operations/workspace';
import { useServices } from '../../state/services';
import type { Digest } from '../../versioning/digest';

/** The files whose bytes are kept here, asked for anew after every change; null until they are known. */
export function useKeptDigests({ auditSequence }: Workspace): ReadonlySet<Digest> | null {
  const services = useServices();
  const [kept, setKept] = useState<ReadonlySet<Digest> | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void services.keptDigests().then((digests) => {
      if (isCurrent) setKept(digests);
    });
    return () => {
      isCurrent = false;
    };
  }, [services, auditSequence]);
  return kept;
}
