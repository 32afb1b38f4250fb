import { useEffect, useState } from 'react';

import type { CheckScope } from '../../operations/taking/checkScope';
import { useServices, type Checkable } from '../../state/services';

/** What of a scope can be looked at without dropping it, asked for anew where `asOf` changes; null until it is known. */
export function useCheckable(scope: CheckScope, asOf: number): Checkable | null {
  const services = useServices();
  const [able, setAble] = useState<{ readonly scope: CheckScope; readonly found: Checkable } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void services.checkable(scope).then((found) => {
      if (isCurrent) setAble({ scope, found });
    });
    return () => {
      isCurrent = false;
    };
  }, [services, scope, asOf]);
  return able?.scope === scope ? able.found : null;
}
