import { useEffect, useState } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import type { LicenceBoard } from '../../operations/lineage/licenceBoard';
import { useServices } from '../../state/services';

/** The licences of every artifact, held against the policies; null while nobody asks, and until they are judged. */
export function useLicences(workspace: Workspace, isAsked = true): LicenceBoard | null {
  const { gates } = useServices();
  const [board, setBoard] = useState<LicenceBoard | null>(null);
  useEffect(() => {
    if (!isAsked) return;
    let isCurrent = true;
    void gates.licences(workspace).then((found) => {
      if (isCurrent) setBoard(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [gates, workspace, isAsked]);
  return isAsked ? board : null;
}
