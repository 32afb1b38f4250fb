import { useEffect, useState } from 'react';

import type { Result } from '../../lib/result';
import type { OperationFailure } from '../../operations/core/outcome';
import { useServices } from '../../state/services';
import type { StorageUse } from '../../state/storage';

export type KnownUse = Result<StorageUse, OperationFailure> | null;

/** What is kept, read anew when `moment` is another; null until it is known. */
export function useStorageUse(moment: string): KnownUse {
  const { storage } = useServices();
  const [use, setUse] = useState<KnownUse>(null);
  useEffect(() => {
    let isCurrent = true;
    void storage.use().then((found) => {
      if (isCurrent) setUse(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [storage, moment]);
  return use;
}
