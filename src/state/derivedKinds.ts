import type { ChanceLevel } from '../drift/chanceLevel';
import type { RowDiff } from '../operations/comparing/diffRows';
import type { VersionDrift } from '../operations/comparing/versionDrift';
import type { DerivedKind } from '../storage/derivedResults';

/** Drift of a version in short, by its pair and the recipe. */
export const driftInShort: DerivedKind<VersionDrift> = { name: 'drift', rule: 1 };

/** How many rows came, went and changed, without the rows themselves, by the two readings and the key columns. */
export const rowCounts: DerivedKind<RowDiff> = { name: 'rowDiff', rule: 1 };

/** What chance gives, by the key of its draw. */
export const levelOfChance: DerivedKind<ChanceLevel> = { name: 'chance', rule: 1 };
