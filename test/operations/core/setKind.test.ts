import { describe, expect, it } from 'vitest';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { exportBundle } from '../../../src/operations/workspaces/bundle';
import { setKind } from '../../../src/operations/core/setKind';
import { undo } from '../../../src/operations/audit/undo';
import type { ArtifactId } from '../../../src/versioning/records';
import { auditOf, dropFile, everything, testPorts, valueOf, workspaceOf } from '../testProject';

async function dropped() {
  const ports = testPorts();
  const { outcomes } = await dropFile(ports, 'scores.csv', 'id\n1\n');
  const id = outcomes[0]!.artifactId;
  const view = async () => (await workspaceOf(ports)).artifacts.get(id)!;
  return { ports, id, view };
}

describe('the kind of an artifact', () => {
  it('[I1] is said by a further record, in every view, audited, and an undo takes it back', async () => {
    const { ports, id, view } = await dropped();
    const stored = valueOf(await ports.store.read((transaction) => transaction.get('artifacts', id)));
    const { auditSequence } = valueOf(await setKind(ports, id, 'features'));
    expect((await view()).artifact.kind).toBe('features');
    const { nodes } = (await workspaceOf(ports)).graph('definition');
    expect(nodes).toMatchObject([{ type: 'artifact', kind: 'features' }]);
    expect(valueOf(await ports.store.read((transaction) => transaction.get('artifacts', id)))).toEqual(
      stored,
    );
    expect((await auditOf(ports)).at(-1)).toMatchObject({
      action: 'setKind',
      subject: 'scores.csv',
      detail: { before: { artifactKind: 'dataset' }, after: { artifactKind: 'features' } },
    });
    // The name is still one name.
    expect((await view()).names).toEqual([{ namespace: 'file', name: 'scores.csv' }]);
    valueOf(await undo(ports, auditSequence));
    expect((await view()).artifact.kind).toBe('dataset');
  });

  it('stays through further versions and further rulings, of which the latest holds', async () => {
    const { ports, id, view } = await dropped();
    valueOf(await setKind(ports, id, 'model'));
    valueOf(await setKind(ports, id, 'report'));
    await dropFile(ports, 'scores.csv', 'id\n2\n');
    expect((await view()).artifact.kind).toBe('report');
    expect((await view()).snapshots).toHaveLength(2);
  });

  it('goes along with a bundle', async () => {
    const { ports, id } = await dropped();
    valueOf(await setKind(ports, id, 'model'));
    const other = testPorts();
    const text = valueOf(await exportBundle(ports, `artifact:${id}`));
    valueOf(await importFile(other, { path: 'part.json', text }));
    expect((await workspaceOf(other)).artifacts.get(id)?.artifact.kind).toBe('model');
  });

  it('is refused where it is that already, or is not there, and then nothing is written', async () => {
    const { ports, id } = await dropped();
    const before = await everything(ports);
    expect(await setKind(ports, id, 'dataset')).toMatchObject({
      ok: false,
      error: { kind: 'invalidAnnotation' },
    });
    expect(await setKind(ports, 'nobody' as ArtifactId, 'model')).toMatchObject({
      ok: false,
      error: { kind: 'notFound' },
    });
    expect(await everything(ports)).toEqual(before);
  });
});
