import { useEffect, useState } from 'react';

import type { FreshnessBoard } from '../../operations/contracts/freshnessBoard';
import type { Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';

const everyMs = 60_000;

/** When it was judged last: now, again each minute, and again when the page is looked at. */
function useJudgedAt(): number {
  const [at, setAt] = useState(() => Date.now());
  useEffect(() => {
    const judge = (): void => {
      if (document.visibilityState === 'visible') setAt(Date.now());
    };
    const timer = setInterval(judge, everyMs);
    document.addEventListener('visibilitychange', judge);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', judge);
    };
  }, []);
  return at;
}

/** Every objective of a workspace, judged now or at a moment; null while nobody asks, and until it is judged. */
export function useFreshness(
  workspace: Workspace,
  isAsked = true,
  fixedAt: number | null = null,
): FreshnessBoard | null {
  const { gates } = useServices();
  const judgedAt = useJudgedAt();
  const [board, setBoard] = useState<FreshnessBoard | null>(null);
  const at = fixedAt ?? judgedAt;
  useEffect(() => {
    if (!isAsked) return;
    let isCurrent = true;
    void gates.freshness(workspace, at).then((found) => {
      if (isCurrent) setBoard(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [gates, workspace, at, isAsked]);
  return isAsked ? board : null;
}
