import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import type { Result } from '../../lib/result';
import type { NodeKey } from '../../lineage/graph';
import type { Change, OperationFailure } from '../../operations/core/outcome';
import type { Thing } from '../../operations/identities/thing';
import { useServices } from '../../state/services';
import { parseLineageSearch, without } from '../lineage/lineageSearch';
import { showDone } from '../shared/useEdit';

/** An edit of an artifact or a job that a dialog makes. */
export interface IdentityEdit {
  readonly failure: OperationFailure | null;
  /** Makes it, says so with Undo, closes the dialog, and shows what stands for the thing now where it was shown. */
  readonly make: (
    done: string,
    edit: () => Promise<Result<Change<Thing | null>, OperationFailure>>,
  ) => Promise<void>;
}

export function useIdentityEdit(onClose: () => void): IdentityEdit {
  const services = useServices();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const [failure, setFailure] = useState<OperationFailure | null>(null);
  return {
    failure,
    async make(done, edit) {
      const made = await edit();
      if (!made.ok) {
        setFailure(made.error);
        return;
      }
      onClose();
      showDone(done, made.value.auditSequence, services);
      const now = made.value.value;
      if (pathname.endsWith('/lineage')) {
        const shown = parseLineageSearch(search);
        // A version or a run that is selected stays so where it is still there.
        if (now && !/^(?:artifact|job):/.test(shown.select ?? '')) return;
        const others = without(without(shown, 'select'), 'focus');
        const next = now ? { ...others, select: `${now.is}:${now.id}` as NodeKey } : others;
        await navigate({ to: '/lineage', search: next, replace: true });
      } else if (/\/artifacts\/[^/]+$/.test(pathname)) {
        if (now?.is === 'artifact')
          await navigate({ to: '/artifacts/$artifactId', params: { artifactId: now.id }, replace: true });
        else if (!now) await navigate({ to: '/artifacts', replace: true });
      }
    },
  };
}
