import { describe, expect, it } from 'vitest';
import type { BaselineChoice } from '../../../src/drift/baseline';
import type { LinkPurpose } from '../../../src/lineage/records';
import { undo } from '../../../src/operations/audit/undo';
import { baselineOf } from '../../../src/operations/comparing/baselineOf';
import { setBaseline } from '../../../src/operations/comparing/setBaseline';
import { annotate } from '../../../src/operations/core/annotate';
import { commitChange } from '../../../src/operations/core/commitChange';
import { createArtifact } from '../../../src/operations/core/createArtifact';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import { promote } from '../../../src/operations/releases/promote';
import type { ArtifactId, SnapshotId } from '../../../src/versioning/records';
import { plainRun } from '../plainRun';
import { auditOf, dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

const csv = (row: number): string => `id,fare\n1,${row}\n2,7\n`;

interface Versions {
  readonly ports: OperationPorts;
  readonly artifactId: ArtifactId;
  readonly ids: readonly SnapshotId[];
  readonly choose: (choice: BaselineChoice) => Promise<number>;
  /** The words of a version's baseline, and the numbers of its versions. */
  readonly against: (sequence: number) => Promise<readonly [string, readonly number[]]>;
}

/** `trips.csv` in so many versions. */
async function trips(count: number, ports = testPorts(), name = 'trips.csv'): Promise<Versions> {
  const ids: SnapshotId[] = [];
  let artifactId = '' as ArtifactId;
  for (let version = 1; version <= count; version += 1) {
    const { outcomes } = await dropFile(ports, name, csv(version));
    ids.push(outcomes[0]!.snapshotId);
    ({ artifactId } = outcomes[0]!);
  }
  return {
    ports,
    artifactId,
    ids,
    choose: async (choice) => valueOf(await setBaseline(ports, artifactId, choice)).auditSequence,
    async against(sequence) {
      const workspace = await workspaceOf(ports);
      const { words, versions } = baselineOf(workspace, workspace.snapshots.get(ids[sequence - 1]!)!);
      return [words, versions.map(({ snapshot }) => snapshot.sequence)];
    },
  };
}

describe('[D24] the baseline of a version', () => {
  it('is its parent where nobody chose another', async () => {
    const { against } = await trips(3);
    expect(await against(3)).toEqual(['against v2, its parent', [2]]);
    expect(await against(1)).toEqual(['there is no version before it', []]);
  });

  it('is one version, once that is chosen, for earlier versions too', async () => {
    const { ids, choose, against } = await trips(4);
    await choose({ kind: 'version', snapshotId: ids[2]! });
    expect(await against(4)).toEqual(['against v3, pinned', [3]]);
    expect(await against(1)).toEqual(['against v3, pinned', [3]]);
    expect(await against(3)).toEqual(['v3 is the baseline itself', []]);
  });

  it('moves with the alias', async () => {
    const { ports, artifactId, ids, choose, against } = await trips(3);
    const moveTo = async (follows: string | null, version: number) => {
      const move = { artifactId, alias: 'production', follows, rules: new Map(), reason: 'because' };
      return valueOf(await promote(ports, { ...move, snapshotId: ids[version - 1]! })).value;
    };
    const { id } = await moveTo(null, 1);
    await choose({ kind: 'alias', name: 'production' });
    expect(await against(3)).toEqual(['against @production (v1)', [1]]);
    await moveTo(id, 2);
    expect(await against(3)).toEqual(['against @production (v2)', [2]]);
  });

  it('is a window of the versions before, without those of an incident', async () => {
    const { ports, ids, choose, against } = await trips(6);
    await choose({ kind: 'window', count: 3 });
    expect(await against(6)).toEqual(['against v3–v5', [3, 4, 5]]);
    expect(await against(2)).toEqual(['against v1', [1]]);
    expect(await against(1)).toEqual(['no version before it counts for the window', []]);
    valueOf(await annotate(ports, ids[3]!, { kind: 'incident', reason: 'sensor was down' }));
    expect(await against(6)).toEqual(['against v2–v3, v5, without v4 (sensor was down)', [2, 3, 5]]);
    valueOf(await annotate(ports, ids[3]!, { kind: 'incident', reason: null }));
    expect(await against(6)).toEqual(['against v3–v5', [3, 4, 5]]);
  });

  it('is chosen in one change that an undo takes back', async () => {
    const { ports, ids, choose, against } = await trips(3);
    await choose({ kind: 'window', count: 2 });
    const sequence = await choose({ kind: 'version', snapshotId: ids[0]! });
    expect((await auditOf(ports)).at(-1)).toMatchObject({
      action: 'setBaseline',
      subject: 'trips.csv',
      detail: { before: { baseline: 'the last 2 versions' }, after: { baseline: 'version 1' } },
    });
    valueOf(await undo(ports, sequence));
    expect(await against(3)).toEqual(['against v1–v2', [1, 2]]);
  });

  it('is none of another artifact, no alias that is not there, and no window of one version', async () => {
    const { ports, artifactId } = await trips(2);
    const other = await trips(1, ports, 'fares.csv');
    const failure = async (choice: BaselineChoice) => {
      const made = await setBaseline(ports, artifactId, choice);
      return made.ok ? null : made.error;
    };
    const kind = 'invalidBaseline';
    expect(await failure({ kind: 'version', snapshotId: other.ids[0]! })).toMatchObject({ kind });
    expect(await failure({ kind: 'alias', name: 'production' })).toMatchObject({ kind });
    expect(await failure({ kind: 'window', count: 1 })).toMatchObject({ kind });
  });
});

describe('[D24] what a model was trained on', () => {
  /** Training data with two versions, a model that a run made of the first, and requests that a job serves to it. */
  async function served(purposes: { readonly train?: LinkPurpose; readonly serve?: LinkPurpose }) {
    const ports = testPorts();
    const training = await trips(2, ports, 'training.csv');
    const requests = await trips(2, ports, 'requests.csv');
    const model = await dropFile(ports, 'fares.onnx', 'weights');
    const { artifactId: modelId, snapshotId: modelVersion } = model.outcomes[0]!;
    const trained = { artifactId: training.artifactId, snapshotId: training.ids[0]! };
    const read = { artifactId: requests.artifactId, snapshotId: requests.ids[1]! };
    const made = { artifactId: modelId, snapshotId: modelVersion };
    const train = { job: { namespace: 'ml', name: 'train' }, inputs: [trained], outputs: [made] };
    const serve = { job: { namespace: 'ml', name: 'serve' }, inputs: [made, read], outputs: [] };
    const trainRun = valueOf(await recordRun(ports, { ...plainRun, ...train })).value;
    const serveRun = valueOf(await recordRun(ports, { ...plainRun, ...serve })).value;
    valueOf(await createArtifact(ports, 'endpoint', 'ml', 'api'));
    // As an import tells what a link is for.
    const workspace = await workspaceOf(ports);
    valueOf(
      await commitChange(ports, async (change) => {
        const said = [
          [trainRun, training.artifactId, purposes.train],
          [serveRun, requests.artifactId, purposes.serve],
        ] as const;
        for (const [runId, artifactId, purpose] of said) {
          const link = workspace.observations.find(
            (each) => each.runId === runId && each.artifactId === artifactId,
          )!;
          if (purpose) await change.add('observations', [{ ...link, id: ports.newId(), purpose }]);
        }
        return { value: undefined, audit: { action: 'link', subject: 'purposes', detail: {} } };
      }),
    );
    return { requests, modelId };
  }

  it('is the default of data that a job reads for serving', async () => {
    const { requests } = await served({ train: 'training', serve: 'serving' });
    const words = 'against training.csv v1, which fares.onnx v1 was trained on';
    expect(await requests.against(2)).toEqual([words, [1]]);
    // No run read the first version: the model of the latest that served the data speaks for it.
    expect(await requests.against(1)).toEqual([words, [1]]);
  });

  it('is no default where no link says what is served, or what was for training', async () => {
    for (const purposes of [{ train: 'training' }, { serve: 'serving' }] as const) {
      const { requests } = await served(purposes);
      expect(await requests.against(2)).toEqual(['against v1, its parent', [1]]);
    }
  });

  it('can be chosen by the model, without purposes too', async () => {
    const { requests, modelId } = await served({});
    await requests.choose({ kind: 'trainedOn', modelId });
    expect(await requests.against(2)).toEqual([
      'against training.csv v1, which fares.onnx v1 was trained on',
      [1],
    ]);
  });
});
