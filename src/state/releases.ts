import type { Guardrail } from '../gates/guardrail';
import type { SampleTable } from '../formats/samples/sampleRows';
import { err, type Result } from '../lib/result';
import type { MeasurementDraft } from '../operations/releases/addMeasurements';
import type { CommittedChange } from '../operations/core/commitChange';
import type { GuardrailDraft } from '../operations/releases/guardrails';
import type { VersionSamples } from '../operations/releases/measuredSamples';
import type { SeenAlias } from '../operations/releases/moveAlias';
import type { Change, OperationFailure } from '../operations/core/outcome';
import type { OperationPorts } from '../operations/core/ports';
import type { Promotion } from '../operations/releases/promote';
import type { AliasMove, ArtifactId, SnapshotId } from '../versioning/records';
import type { WorkerPool } from '../workers/pool';

/** A change with the record that it made. */
type Changed<T> = Promise<Result<Change<T>, OperationFailure>>;

/** What the view of releases asks for and does. */
export interface Releases {
  /** Every metric of each of these versions. */
  samples(
    snapshotIds: readonly SnapshotId[],
  ): Promise<Result<ReadonlyMap<SnapshotId, VersionSamples>, OperationFailure>>;
  /** Reads a file as a table of samples; stores nothing. */
  readSampleFile(file: File): Promise<Result<SampleTable, OperationFailure>>;
  addMeasurements(
    drafts: readonly MeasurementDraft[],
  ): Promise<Result<CommittedChange<void>, OperationFailure>>;
  promote(promotion: Promotion): Changed<AliasMove>;
  rollback(seen: SeenAlias, reason: string | null): Changed<AliasMove>;
  removeAlias(seen: SeenAlias, reason: string | null): Changed<AliasMove>;
  setGuardrail(draft: GuardrailDraft): Changed<Guardrail>;
  retireGuardrail(artifactId: ArtifactId, name: string): Changed<Guardrail>;
}

/** The code of each is loaded when it is first asked for. */
export function createReleases(ports: () => Promise<OperationPorts>, pool: WorkerPool): Releases {
  return {
    async samples(snapshotIds) {
      const { readVersionSamples } = await import('../operations/releases/measuredSamples');
      return readVersionSamples((await ports()).store, snapshotIds);
    },
    async readSampleFile(file) {
      const read = await pool.run('readSamples', { file, path: file.name }, {});
      return read.ok ? read : err({ kind: 'unreadableTable', path: file.name, failure: read.error });
    },
    async addMeasurements(drafts) {
      const { addMeasurements } = await import('../operations/releases/addMeasurements');
      return addMeasurements(await ports(), drafts);
    },
    async promote(promotion) {
      const { promote } = await import('../operations/releases/promote');
      return promote(await ports(), promotion);
    },
    async rollback(seen, reason) {
      const { rollback } = await import('../operations/releases/rollback');
      return rollback(await ports(), { ...seen, reason });
    },
    async removeAlias(seen, reason) {
      const { removeAlias } = await import('../operations/releases/promote');
      return removeAlias(await ports(), { ...seen, reason });
    },
    async setGuardrail(draft) {
      const { setGuardrail } = await import('../operations/releases/guardrails');
      return setGuardrail(await ports(), draft);
    },
    async retireGuardrail(artifactId, name) {
      const { retireGuardrail } = await import('../operations/releases/guardrails');
      return retireGuardrail(await ports(), artifactId, name);
    },
  };
}
