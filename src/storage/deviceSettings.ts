import Dexie, { type EntityTable } from 'dexie';

import type { ActorId } from '../versioning/records';

interface Setting {
  readonly key: string;
  readonly value: unknown;
}

/** What belongs to this browser rather than to a workspace; never exported, kept by a wipe. */
export interface DeviceSettings {
  /** Made at the first visit; the same for every tab and workspace of this browser. */
  actorId(makeId: () => string): Promise<ActorId>;
  close(): void;
}

export function openDeviceSettings(name = 'throughline-device'): DeviceSettings {
  const database = new Dexie(name, { chromeTransactionDurability: 'strict' }) as Dexie & {
    settings: EntityTable<Setting, 'key'>;
  };
  database.version(1).stores({ settings: 'key' });
  return {
    actorId: (makeId) =>
      // In one transaction, so that two tabs that open at once agree.
      database.transaction('rw', database.settings, async () => {
        const known = await database.settings.get('actorId');
        if (typeof known?.value === 'string') return known.value as ActorId;
        const made = makeId();
        await database.settings.put({ key: 'actorId', value: made });
        return made as ActorId;
      }),
    close: () => database.close(),
  };
}
