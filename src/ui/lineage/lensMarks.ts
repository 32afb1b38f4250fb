import { useMemo } from 'react';

import type { GraphKind, NodeKey } from '../../lineage/graph';
import type { Workspace } from '../../operations/core/workspace';
import { millisecondsFromTimestamp } from '../../versioning/timestamp';
import type { VerdictName } from '../contracts/contractWords';
import { freshnessNames } from '../freshness/freshnessWords';
import { useFreshness } from '../freshness/useFreshness';
import { licenceNames, licenceShort } from '../licences/licenceWords';
import { useLicences } from '../licences/useLicences';
import type { LineageSearch } from './lineageSearch';

/** What a lens says of one card. */
export interface LensMark {
  readonly verdict: VerdictName;
  /** On the card. */
  readonly short: string;
  /** On hover, and for who hears it. */
  readonly words: string;
}

/** What the lens for freshness or licences says of each artifact and its versions; null where neither is on, and until it is judged. */
export function useLensMarks(
  workspace: Workspace,
  kind: GraphKind,
  { lens, asOf }: LineageSearch,
): ReadonlyMap<NodeKey, LensMark> | null {
  const at = asOf === undefined ? null : millisecondsFromTimestamp(asOf);
  const freshness = useFreshness(workspace, lens === 'freshness', at);
  const licences = useLicences(workspace, lens === 'licence');
  return useMemo(() => {
    const marks = new Map<NodeKey, LensMark>();
    for (const [id, { snapshots }] of workspace.artifacts) {
      const mark = freshness ? freshnessMark(freshness, id) : licences ? licenceMark(licences, id) : null;
      if (!mark) continue;
      const latest = snapshots.at(-1);
      if (kind === 'definition' || !latest) marks.set(`artifact:${id}`, mark);
      else if (freshness) marks.set(`snapshot:${latest.snapshot.id}`, mark);
      else for (const { snapshot } of snapshots) marks.set(`snapshot:${snapshot.id}`, mark);
    }
    return freshness || licences ? marks : null;
  }, [workspace, kind, freshness, licences]);
}

type Freshness = NonNullable<ReturnType<typeof useFreshness>>;
type Licences = NonNullable<ReturnType<typeof useLicences>>;
type Id = Parameters<Freshness['stale']['get']>[0];

function freshnessMark({ rows, stale }: Freshness, id: Id): LensMark | null {
  const worst = stale.get(id);
  if (worst) {
    const name = freshnessNames[worst.verdict];
    const isOwn = worst.way.length === 1;
    return {
      verdict: worst.verdict,
      short: isOwn ? name : `${name}: ${worst.from.name}`,
      words: isOwn ? name : `${name} because of ${worst.way.join(' → ')}`,
    };
  }
  const isJudged = rows.some(({ artifact }) => artifact.artifact.id === id);
  return isJudged ? { verdict: 'pass', short: freshnessNames.pass, words: freshnessNames.pass } : null;
}

function licenceMark({ byArtifact }: Licences, id: Id): LensMark | null {
  const row = byArtifact.get(id);
  if (!row) return null;
  const { verdict, findings } = row;
  const why = findings.map(({ message }) => message).join('; ');
  return {
    verdict,
    short: licenceShort(row),
    words: `Licence: ${licenceShort(row)}. ${licenceNames[verdict]}${why === '' ? '' : `: ${why}`}`,
  };
}
