import Dexie, { type EntityTable } from 'dexie';

import type { KeepPolicy } from '../operations/bytes/keepPolicy';
import type { ActorId } from '../versioning/records';
import type { KeyPair } from './ed25519';

interface Setting {
  readonly key: string;
  readonly value: unknown;
}

/** How far a workspace followed the events of a collector. */
export interface FollowedPlace {
  /** Which collector; empty before the first. */
  readonly collector: string;
  /** What to ask for events after. */
  readonly next: number;
  readonly isPaused: boolean;
}

/** What belongs to this browser rather than to a workspace; never exported, kept by a wipe. */
export interface DeviceSettings {
  /** Made at the first visit; the same for every tab and workspace of this browser. */
  actorId(makeId: () => string): Promise<ActorId>;
  /** Which bytes a workspace keeps on this device, as it was stored; undefined where nobody chose. */
  keepPolicy(databaseName: string): Promise<unknown>;
  setKeepPolicy(databaseName: string, policy: KeepPolicy): Promise<void>;
  /** What this browser signs evidence with; undefined where no key was made. */
  signingKey(): Promise<KeyPair | undefined>;
  setSigningKey(pair: KeyPair): Promise<void>;
  followedPlace(databaseName: string): Promise<FollowedPlace>;
  setFollowedPlace(databaseName: string, place: FollowedPlace): Promise<void>;
  close(): void;
}

/** The settings of this device, in a database of their own. */
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
    keepPolicy: async (databaseName) => {
      const stored = await database.settings.get(keepPolicyKey(databaseName));
      return stored?.value;
    },
    setKeepPolicy: async (databaseName, policy) => {
      await database.settings.put({ key: keepPolicyKey(databaseName), value: policy });
    },
    signingKey: async () => {
      const stored = await database.settings.get('signingKey');
      return stored?.value as KeyPair | undefined;
    },
    setSigningKey: async (pair) => {
      await database.settings.put({ key: 'signingKey', value: pair });
    },
    followedPlace: async (databaseName) => {
      const stored = await database.settings.get(followedKey(databaseName));
      return (stored?.value as FollowedPlace | undefined) ?? { collector: '', next: 0, isPaused: false };
    },
    setFollowedPlace: async (databaseName, place) => {
      await database.settings.put({ key: followedKey(databaseName), value: place });
    },
    close: () => database.close(),
  };
}

function keepPolicyKey(databaseName: string): string {
  return `keepPolicy ${databaseName}`;
}

function followedKey(databaseName: string): string {
  return `followed ${databaseName}`;
}
