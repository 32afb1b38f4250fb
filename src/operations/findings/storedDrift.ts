import { withSimulatedChance } from '../../drift/chanceOfReport';
import { driftReport } from '../../drift/driftReport';
import { recipes } from '../../drift/recipe';
import { mergeProfiles } from '../../profile/mergeProfiles';
import type { TableProfile } from '../../profile/profile';
import { versionDrift } from '../comparing/versionDrift';
import type { Store } from '../core/store';
import type { SnapshotView } from '../core/workspace';
import type { DriftOf } from './skewFindings';

/** Drift from stored profiles, with what chance gives drawn at once. */
export function storedDrift(store: Pick<Store, 'read'>): DriftOf {
  const profileOf = async ({ reading }: SnapshotView): Promise<TableProfile | null> => {
    if (!reading) return null;
    const stored = await store.read((transaction) => transaction.get('profiles', reading.key));
    return stored.ok ? (stored.value?.profile ?? null) : null;
  };
  return async (version, { versions }) => {
    const [current, ...references] = await Promise.all([version, ...versions].map(profileOf));
    const known = references.filter((profile) => profile !== null);
    if (!current || known.length === 0 || known.length < references.length) return null;
    return versionDrift(withSimulatedChance(driftReport(mergeProfiles(known), current, recipes.deciles)));
  };
}
