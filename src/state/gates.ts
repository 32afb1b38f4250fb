import type { LicencePolicy } from '../gates/licence/judgeLicences';
import type { Json } from '../lib/json';
import type { Result } from '../lib/result';
import type { FreshnessBoard } from '../operations/contracts/freshnessBoard';
import type { KindScores } from '../operations/contracts/personalScores';
import type { Change, OperationFailure } from '../operations/core/outcome';
import type { OperationPorts } from '../operations/core/ports';
import type { Workspace } from '../operations/core/workspace';
import type { LicenceBoard } from '../operations/lineage/licenceBoard';
import type { TableProfile } from '../profile/profile';
import type { ArtifactId, SnapshotId } from '../versioning/records';

/** What is judged along the graph: freshness and licences. Its code is loaded when it is first asked for. */
export interface Gates {
  /** Every objective at a moment, in milliseconds since 1970. */
  freshness(workspace: Workspace, at: number): Promise<FreshnessBoard>;
  /** Says how fresh an artifact has to be by a column, or on arrival; null takes that back. */
  setObjective(
    snapshotId: SnapshotId,
    column: string | null,
    objective: Json,
  ): Promise<Result<Change<void>, OperationFailure>>;
  licences(workspace: Workspace): Promise<LicenceBoard>;
  /** Says the licence of an artifact from a version on. */
  setLicence(snapshotId: SnapshotId, expression: string): Promise<Result<Change<void>, OperationFailure>>;
  /** Chooses what licences of the workspace are held against. */
  setPolicies(policies: readonly LicencePolicy[]): Promise<Result<Change<void>, OperationFailure>>;
  /** Chooses from which scores findings of personal data escalate and block. */
  setPersonalScores(scores: readonly KindScores[]): Promise<Result<Change<void>, OperationFailure>>;
  /** What has to be said of everything upstream of an artifact, as text. */
  attribution(workspace: Workspace, artifactId: ArtifactId): Promise<string>;
}

/** The gates of one workspace, over its store. */
export function createGates(ports: () => Promise<OperationPorts>): Gates {
  const profiles = new Map<string, TableProfile | null>();
  let judged: { readonly workspace: Workspace; readonly board: FreshnessBoard } | null = null;
  return {
    async freshness(workspace, at) {
      if (judged?.workspace === workspace && judged.board.at === at) return judged.board;
      const { freshnessBoard, newestInProfiles, profilesToRead } =
        await import('../operations/contracts/freshnessBoard');
      const missing = profilesToRead(workspace).filter((key) => !profiles.has(key));
      if (missing.length > 0) {
        const { store } = await ports();
        const read = await store.read((transaction) =>
          Promise.all(missing.map((key) => transaction.get('profiles', key))),
        );
        missing.forEach((key, index) => profiles.set(key, (read.ok && read.value[index]?.profile) || null));
      }
      const board = freshnessBoard(
        workspace,
        newestInProfiles((key) => profiles.get(key)),
        at,
      );
      judged = { workspace, board };
      return board;
    },
    async setObjective(snapshotId, column, objective) {
      const { setObjective } = await import('../operations/contracts/setObjective');
      return setObjective(await ports(), snapshotId, column, objective);
    },
    async licences(workspace) {
      const { licenceBoard } = await import('../operations/lineage/licenceBoard');
      return licenceBoard(workspace);
    },
    async setLicence(snapshotId, expression) {
      const { setLicence } = await import('../operations/lineage/setLicence');
      return setLicence(await ports(), snapshotId, expression);
    },
    async setPolicies(policies) {
      const { setPolicies } = await import('../operations/lineage/setPolicies');
      return setPolicies(await ports(), policies);
    },
    async setPersonalScores(scores) {
      const { setPersonalScores } = await import('../operations/contracts/personalScores');
      return setPersonalScores(await ports(), scores);
    },
    async attribution(workspace, artifactId) {
      const { attributionText } = await import('../gates/licence/attribution');
      const { attributedBehind } = await import('../operations/lineage/licences');
      const name = workspace.artifacts.get(artifactId)?.name ?? '';
      return attributionText(name, attributedBehind(workspace, artifactId));
    },
  };
}
