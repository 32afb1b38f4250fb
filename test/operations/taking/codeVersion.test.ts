import { describe, expect, it } from 'vitest';
import { exportBundle, importBundle } from '../../../src/operations/workspaces/bundle';
import { takeSnapshot } from '../../../src/operations/taking/takeSnapshot';
import { undo } from '../../../src/operations/audit/undo';
import type { CodeVersion } from '../../../src/versioning/records';
import { auditOf, everything, ingest, testPorts, valueOf, workspaceOf } from '../testProject';

const at = (commit: string, workTree: CodeVersion['workTree'] = 'clean'): CodeVersion => ({
  path: '',
  commit,
  branch: 'main',
  workTree,
  changes: { modified: 0, deleted: 0, unmerged: 0, untracked: 0, ignored: 4, unknown: 0, isStaged: false },
  notes: [],
});

async function dropRepository(
  ports: ReturnType<typeof testPorts>,
  text: string,
  repositories: readonly CodeVersion[],
) {
  const files = [{ path: 'train.py', ingested: await ingest('train.py', text), lastModified: null }];
  return valueOf(
    await takeSnapshot(ports, { kind: 'directory', name: 'project', files, leftOutCount: 3, repositories }),
  );
}

describe('the code version of a dropped repository', () => {
  it('is noted beside its version, and undone with it', async () => {
    const ports = testPorts();
    const taken = await dropRepository(ports, 'a', [at('c1')]);
    expect(taken.outcomes[0]).toMatchObject({ what: { kind: 'newArtifact' }, code: [{ commit: 'c1' }] });
    const [version] = (await workspaceOf(ports)).snapshots.values();
    expect(version?.code).toEqual([at('c1')]);
    valueOf(await undo(ports, taken.auditSequence!));
    expect((await workspaceOf(ports)).snapshots.size).toBe(0);
  });

  it('is noted where the same files are another commit, and only then', async () => {
    const ports = testPorts();
    await dropRepository(ports, 'a', [at('c1', 'changed')]);
    const committed = await dropRepository(ports, 'a', [at('c2')]);
    expect(committed.outcomes[0]).toMatchObject({ what: { kind: 'unchanged' }, code: [{ commit: 'c2' }] });
    expect((await auditOf(ports)).map(({ action }) => action)).toEqual(['takeSnapshot', 'takeSnapshot']);

    const before = await everything(ports);
    const again = await dropRepository(ports, 'a', [at('c2')]);
    expect(again).toMatchObject({ auditSequence: null });
    expect(again.outcomes[0]?.code).toBeUndefined();
    expect(await everything(ports)).toEqual(before);

    valueOf(await undo(ports, committed.auditSequence!));
    const [version] = (await workspaceOf(ports)).snapshots.values();
    expect(version?.code).toEqual([at('c1', 'changed')]);
  });

  it('is part of a bundle', async () => {
    const ports = testPorts();
    await dropRepository(ports, 'a', [at('c1', 'unknown')]);
    const text = valueOf(await exportBundle(ports, null));
    const other = testPorts();
    valueOf(await importBundle(other, { path: 'b.json', text }));
    const [version] = (await workspaceOf(other)).snapshots.values();
    expect(version?.code).toEqual([at('c1', 'unknown')]);
  });

  it('stays what it is where nobody looked for repositories', async () => {
    const ports = testPorts();
    await dropRepository(ports, 'a', [at('c1')]);
    await dropRepository(ports, 'a', []);
    const [version] = (await workspaceOf(ports)).snapshots.values();
    expect(version?.code).toEqual([at('c1')]);
  });
});
