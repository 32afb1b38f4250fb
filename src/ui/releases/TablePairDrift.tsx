import { useCallback, useMemo } from 'react';

import type { ChanceDraw } from '../../drift/chanceDraw';
import { type KnownChance, missingDraws } from '../../drift/chanceOfReport';
import { recipes } from '../../drift/recipe';
import { compareSnapshots, type SnapshotComparison } from '../../operations/comparing/compareSnapshots';
import type { TablePair } from '../../operations/releases/rollbackImpact';
import type { TableProfile } from '../../profile/profile';
import { useProfiles } from '../compare/useProfiles';
import { useChance } from '../drift/useChance';
import { MiddleCut } from '../shared/MiddleCut';
import { TextLink } from '../shared/TextLink';
import classes from './Releases.module.css';

interface TablePairDriftProps {
  readonly pair: TablePair;
  /** Set where the table is another artifact than the page is about. */
  readonly isNamed: boolean;
}

/** What changed between two versions of a table in a sentence, with the way to the comparison. */
export function TablePairDrift({ pair, isNamed }: TablePairDriftProps) {
  const { artifact, reference, current } = pair;
  const versions = useMemo(() => [reference, current], [reference, current]);
  const profiles = useProfiles(versions);
  const compare = useCallback(
    (known: KnownChance) => {
      const [before, after] = profiles ?? [];
      if (!before?.profile || !after?.profile || !reference.reading || !current.reading) return null;
      const side = (view: TablePair['current'], profile: TableProfile) => ({
        label: `v${view.snapshot.sequence}`,
        reading: view.reading!,
        profile,
      });
      return compareSnapshots(
        side(reference, before.profile),
        side(current, after.profile),
        recipes.deciles,
        known,
      );
    },
    [profiles, reference, current],
  );
  const comparison = useChance(compare, decidingDraws);
  return (
    <div className={classes.pair}>
      {isNamed && (
        <span className={classes.pairName}>
          <MiddleCut text={artifact.name} />
        </span>
      )}
      <span>
        v{reference.snapshot.sequence} → v{current.snapshot.sequence}
        {comparison === null ? '' : `: ${comparison.sentence}`}.{' '}
        <TextLink
          to="/compare"
          search={{ reference: reference.snapshot.id, current: current.snapshot.id }}
          inherit
          underline="always"
        >
          Compare
        </TextLink>
      </span>
    </div>
  );
}

/** What the sentence needs: it names no column that chance explains. */
function decidingDraws(comparison: SnapshotComparison | null): readonly ChanceDraw[] {
  return comparison === null ? [] : missingDraws(comparison.report, true);
}
