import { endangeredArtifacts } from '../../operations/lineage/endangered';
import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import { contractOf } from './contractWords';
import { standingOf, type Standing } from './waiverWords';
import { type BoardVerdict, boardVerdicts, type GatesSearch, noSeverity } from './gatesSearch';

/** An artifact that promises something, and what that says of its versions. */
export interface GateRow {
  readonly artifact: ArtifactView;
  readonly verdict: BoardVerdict;
  /** What the latest version was judged, with the waivers that hold; null where it was not. */
  readonly standing: Standing | null;
  /** Its latest version; null where it has none. */
  readonly latest: SnapshotView | null;
  /** The first version of those that say the same as the latest, without one that says otherwise between. */
  readonly since: SnapshotView | null;
  /** What lies downstream of an artifact that does not keep its promise. */
  readonly endangeredCount: number;
  readonly endangeredEndpoints: readonly string[];
}

/** Every artifact with a contract: worst first, of those the newest. Words may be of its name, kind, owner or tags. */
export function gateRows(workspace: Workspace, search: GatesSearch, now: number): readonly GateRow[] {
  const words = (search.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return [...workspace.artifacts.values()]
    .filter((artifact) => contractOf(artifact) !== null)
    .map((artifact) => rowOf(workspace, artifact, now))
    .filter(
      ({ artifact, verdict, latest }) =>
        (search.verdict === undefined || search.verdict === verdict) &&
        (search.kind === undefined || search.kind === artifact.artifact.kind) &&
        (search.severity === undefined || brokenSeverities(latest).includes(search.severity)) &&
        words.every((word) => textOf(artifact, latest).includes(word)),
    )
    .sort(
      (a, b) =>
        boardVerdicts.indexOf(a.verdict) - boardVerdicts.indexOf(b.verdict) ||
        (b.latest?.verdict?.at ?? '').localeCompare(a.latest?.verdict?.at ?? '') ||
        a.artifact.name.localeCompare(b.artifact.name),
    );
}

/** The severities of the clauses that a version does not keep, in small letters. Verdicts of before severities were kept have none. */
function brokenSeverities(view: SnapshotView | null): readonly string[] {
  const broken = view?.verdict?.checks.filter(
    ({ verdict }) => verdict !== 'pass' && verdict !== 'notChecked',
  );
  return (broken ?? []).flatMap(({ severity }) =>
    severity === undefined ? [] : (severity?.trim().toLowerCase() ?? noSeverity),
  );
}

/** Every severity of a clause that some artifact does not keep, in order; none said comes last. */
export function severitiesOf(rows: readonly GateRow[]): readonly string[] {
  const found = new Set(rows.flatMap(({ latest }) => brokenSeverities(latest)));
  return [...found].sort(
    (a, b) => Number(a === noSeverity) - Number(b === noSeverity) || (a < b ? -1 : Number(a > b)),
  );
}

function textOf(artifact: ArtifactView, latest: SnapshotView | null): string {
  const said = [latest?.owner ?? '', ...(latest?.tags ?? [])];
  return [artifact.namespace, artifact.name, artifact.artifact.kind, ...said].join(' ').toLowerCase();
}

function rowOf(workspace: Workspace, artifact: ArtifactView, now: number): GateRow {
  const latest = artifact.snapshots.at(-1) ?? null;
  const verdict = verdictOf(latest);
  const other = artifact.snapshots.findLastIndex((view) => verdictOf(view) !== verdict);
  const endangered = isBad(verdict) ? endangeredArtifacts(workspace, [artifact.artifact.id]) : [];
  return {
    artifact,
    verdict,
    standing: latest?.verdict ? standingOf(latest.verdict, artifact.waivers, now) : null,
    latest,
    since: artifact.snapshots[other + 1] ?? null,
    endangeredCount: endangered.length,
    endangeredEndpoints: endangered.flatMap(({ artifact: { kind }, name }) =>
      kind === 'endpoint' ? [name] : [],
    ),
  };
}

/** What endangers all that comes of it. */
export function isBad(verdict: BoardVerdict): boolean {
  return verdict === 'fail' || verdict === 'unknown';
}

/** What the contract said of a version. */
export function verdictOf(view: SnapshotView | null): BoardVerdict {
  return view?.verdict?.verdict ?? 'notJudged';
}
