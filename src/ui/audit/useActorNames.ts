import { useCallback, useEffect, useState } from 'react';

import type { NameOfActor } from '../../operations/audit/auditLogFilter';
import { usePreferences } from '../../state/preferences';
import { useServices } from '../../state/services';
import type { ActorId } from '../../versioning/records';

/** This browser's person by the name of the settings; others by what the log has, an id cut short. */
export function useActorNames(): NameOfActor {
  const services = useServices();
  const ownName = usePreferences((preferences) => preferences.actorName.trim());
  const [own, setOwn] = useState<ActorId | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void services.actorId().then((actor) => {
      if (isCurrent) setOwn(actor);
    });
    return () => {
      isCurrent = false;
    };
  }, [services]);
  return useCallback(
    (actor) => {
      if (actor === own) return ownName === '' ? 'You' : ownName;
      return opaque.test(actor) ? actor.slice(0, 8) : actor;
    },
    [own, ownName],
  );
}

const opaque = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
