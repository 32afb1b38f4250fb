import type { LicencePolicy } from '../../gates/licence/judgeLicences';
import type { ArtifactId } from '../../versioning/records';
import type { ArtifactView, Workspace } from '../core/workspace';
import {
  judgedLicence,
  licenceOf,
  policiesOf,
  workspaceLicences,
  type ArtifactLicence,
  type OwnLicence,
} from './licences';

/** The licence of an artifact, what it has of what it was made from, and what the policies say of all that. */
export interface LicenceRow extends ReturnType<typeof judgedLicence> {
  readonly artifact: ArtifactView;
  readonly own: OwnLicence | null;
  readonly licence: ArtifactLicence;
}

/** Every artifact by its licences, the worst first. */
export interface LicenceBoard {
  readonly policies: readonly LicencePolicy[];
  readonly rows: readonly LicenceRow[];
  readonly byArtifact: ReadonlyMap<ArtifactId, LicenceRow>;
}

const order = { fail: 0, unknown: 1, warn: 2, pass: 3 } as const;
const kept = new WeakMap<Workspace, LicenceBoard>();

/** Holds the licences of every artifact against the policies of the workspace; models and endpoints stand before what they are made of. */
export function licenceBoard(workspace: Workspace): LicenceBoard {
  const known = kept.get(workspace);
  if (known) return known;
  const policies = policiesOf(workspace);
  const rows = [...workspaceLicences(workspace)].flatMap(([id, licence]): readonly LicenceRow[] => {
    const artifact = workspace.artifacts.get(id);
    if (!artifact) return [];
    const judged = judgedLicence(licence, policies);
    const findings = judged.findings.toSorted((a, b) => order[a.verdict] - order[b.verdict]);
    return [{ artifact, own: licenceOf(artifact), licence, ...judged, findings }];
  });
  const isServed = ({ artifact: { artifact } }: LicenceRow): number =>
    Number(artifact.kind === 'model' || artifact.kind === 'endpoint');
  rows.sort(
    (a, b) =>
      order[a.verdict] - order[b.verdict] ||
      isServed(b) - isServed(a) ||
      (a.artifact.name < b.artifact.name ? -1 : 1),
  );
  const board = {
    policies,
    rows,
    byArtifact: new Map(rows.map((row) => [row.artifact.artifact.id, row])),
  };
  kept.set(workspace, board);
  return board;
}
