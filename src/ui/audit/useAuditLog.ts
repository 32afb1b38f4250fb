import { useEffect, useState } from 'react';

import type { AuditLog } from '../../operations/audit/auditLog';
import type { OperationFailure } from '../../operations/core/outcome';
import { useServices } from '../../state/services';

export type AuditLogState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly failure: OperationFailure }
  | { readonly status: 'ready'; readonly log: AuditLog };

/** The log, read anew when the workspace has moved on; until then what was there before stays. */
export function useAuditLog(auditSequence: number): AuditLogState {
  const services = useServices();
  const [state, setState] = useState<AuditLogState>({ status: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    void services.auditLog().then((read) => {
      if (!isCurrent) return;
      setState(read.ok ? { status: 'ready', log: read.value } : { status: 'failed', failure: read.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [services, auditSequence]);
  return state;
}
