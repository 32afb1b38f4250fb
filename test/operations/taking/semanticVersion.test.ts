import { beforeEach, describe, expect, it } from 'vitest';
import { annotate } from '../../../src/operations/core/annotate';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import type { RunDraft } from '../../../src/operations/lineage/runDraft';
import { objectionsTo, ruleVersion } from '../../../src/operations/taking/semanticVersion';
import { undo } from '../../../src/operations/audit/undo';
import { parseVersionRequest, resolveVersionRange } from '../../../src/operations/lineage/versionRange';
import type { ArtifactView } from '../../../src/operations/core/workspace';
import { auditOf, dropFile, testPorts, valueOf, workspaceOf } from '../testProject';
import { plainRun } from '../plainRun';

let ports: OperationPorts;
beforeEach(() => {
  ports = testPorts();
});

async function trips(): Promise<ArtifactView> {
  return (await workspaceOf(ports)).artifactNamed('file', 'trips.csv')!;
}

const versions = (view: ArtifactView) =>
  view.snapshots.map(({ semanticVersion }) => semanticVersion?.version);

/** 1.0.0, then rows added (1.1.0), then rows changed (2.0.0). */
async function threeVersions(): Promise<ArtifactView> {
  for (const rows of ['1\n', '1\n2\n', '7\n']) await dropFile(ports, 'trips.csv', `id\n${rows}`);
  const view = await trips();
  expect(versions(view)).toEqual(['1.0.0', '1.1.0', '2.0.0']);
  return view;
}

describe('a ruled semantic version', () => {
  it('[V20] holds with its reason, is audited with what was suggested, and an undo shows the suggestion again', async () => {
    const { snapshots } = await threeVersions();
    const id = snapshots[2]!.snapshot.id;
    const ruled = valueOf(
      await ruleVersion(ports, id, { version: '1.2.0', reason: ' Only a typo was mended. ', isMeant: false }),
    );
    expect((await trips()).snapshots[2]?.semanticVersion).toEqual({
      version: '1.2.0',
      isSuggested: false,
      reasons: ['Only a typo was mended.'],
    });
    const entry = (await auditOf(ports)).at(-1);
    expect(entry).toMatchObject({
      action: 'annotate',
      subject: 'trips.csv v3',
      detail: { before: { version: '2.0.0', isSuggested: true }, after: { version: '1.2.0' } },
    });
    valueOf(await undo(ports, ruled.auditSequence));
    expect((await trips()).snapshots[2]?.semanticVersion).toMatchObject({
      version: '2.0.0',
      isSuggested: true,
    });
  });

  it('[V16] [V20] is what the next version is counted from', async () => {
    const { snapshots } = await threeVersions();
    const ruling = { version: '4.2.1', reason: 'As published', isMeant: false };
    valueOf(await ruleVersion(ports, snapshots[2]!.snapshot.id, ruling));
    await dropFile(ports, 'trips.csv', 'id\n7\n8\n');
    expect(versions(await trips())).toEqual(['1.0.0', '1.1.0', '4.2.1', '4.3.0']);
  });

  it('[V20] is refused without a reason and where it is no semantic version', async () => {
    const { snapshots } = await threeVersions();
    const id = snapshots[2]!.snapshot.id;
    for (const version of ['2.1', 'v2.1.0', '02.1.0', '2.1.0-', '^2.1.0', '', ' 2.1.0']) {
      const refused = await ruleVersion(ports, id, { version, reason: 'because', isMeant: true });
      expect([version, refused]).toMatchObject([
        version,
        { ok: false, error: { kind: 'invalidAnnotation' } },
      ]);
    }
    expect(await ruleVersion(ports, id, { version: '2.1.0', reason: ' ', isMeant: true })).toMatchObject({
      ok: false,
      error: { message: 'Say why: the reason is kept beside the version.' },
    });
    for (const version of ['2.1.0-rc.1', '2.1.0+build.7'])
      expect(await ruleVersion(ports, id, { version, reason: 'because', isMeant: false })).toMatchObject({
        ok: true,
      });
  });

  it('[V21] is higher than its parent and nobody else has it, unless it is meant', async () => {
    const { snapshots } = await threeVersions();
    const id = snapshots[2]!.snapshot.id;
    const before = await auditOf(ports);
    expect(await ruleVersion(ports, id, { version: '1.0.5', reason: 'x', isMeant: false })).toMatchObject({
      ok: false,
      error: { message: 'It is lower than 1.1.0, which is version 2 that it came after.' },
    });
    expect(await ruleVersion(ports, id, { version: '1.0.0', reason: 'x', isMeant: false })).toMatchObject({
      ok: false,
      error: {
        message: 'Version 1 is 1.0.0 already. It is lower than 1.1.0, which is version 2 that it came after.',
      },
    });
    expect(await auditOf(ports)).toEqual(before);
    valueOf(
      await ruleVersion(ports, id, { version: '1.0.5', reason: 'A fix of the first line', isMeant: true }),
    );
    expect(versions(await trips())).toEqual(['1.0.0', '1.1.0', '1.0.5']);
  });

  it('[V21] goes by precedence: a pre-release comes before its release', () => {
    const parent = { sequence: 1, version: '2.0.0', isParent: true };
    expect(objectionsTo('2.0.0-rc.1', [parent])).toHaveLength(1);
    expect(objectionsTo('2.0.1-rc.1', [parent])).toEqual([]);
    // Only the build differs: neither is higher.
    expect(objectionsTo('2.0.0+7', [parent])).toEqual(['Version 1 is 2.0.0 already.']);
    expect(objectionsTo('1.0.0', [{ ...parent, isParent: false }])).toEqual([]);
  });
});

describe('a range of versions', () => {
  it('[V22] is cut from a name at the last @ with a range behind it', () => {
    const cases: readonly (readonly [string, readonly [string, string] | null])[] = [
      ['trips.csv@^2.1', ['trips.csv', '^2.1']],
      ['trips.csv @ 1.x || >=3', ['trips.csv', '1.x || >=3']],
      ['git@host:trips@~1.2', ['git@host:trips', '~1.2']],
      ['a@1 - 2', ['a', '1 - 2']],
      ['a@*', ['a', '*']],
      ['a@', null],
      ['@^2', null],
      ['a@latest', null],
      ['trips.csv', null],
    ];
    for (const [text, expected] of cases) {
      const request = parseVersionRequest(text);
      expect([text, request && [request.name, request.range]]).toEqual([text, expected]);
    }
  });

  it('[V23] gives the highest version that it admits', async () => {
    const { snapshots } = await threeVersions();
    const rule = async (at: number, version: string) =>
      valueOf(await ruleVersion(ports, snapshots[at]!.snapshot.id, { version, reason: 'x', isMeant: true }));
    const got = async (range: string) => resolveVersionRange(await trips(), range)?.snapshot.sequence ?? null;
    // 1.0.0, 1.1.0, 2.0.0
    expect(await Promise.all(['^1.0', '~1.0', '1.x || >=3', '^2', '>=2.1', '*'].map(got))).toEqual([
      2,
      1,
      2,
      3,
      null,
      3,
    ]);
    await rule(0, '10.0.0');
    // 10.0.0 is above 2.0.0, though its text is below.
    expect(await got('>=1')).toBe(1);
    await rule(2, '2.1.0-rc.1');
    // A range admits a pre-release only where it names one of the same three numbers.
    expect([await got('^2.0.0'), await got('^2.1.0-rc.0')]).toEqual([null, 3]);
    await rule(1, '10.0.0+later');
    // Equal by precedence: the later one.
    expect(await got('^10')).toBe(2);
  });

  it('[V23] never gives a version without one', async () => {
    await dropFile(ports, 'trips.csv', 'id\n1\n');
    const view = await trips();
    const bare = { ...view, snapshots: view.snapshots.map((each) => ({ ...each, semanticVersion: null })) };
    expect(resolveVersionRange(bare, '*')).toBeNull();
  });

  it('[V24] is kept in the observation of the run that asked, with what it got', async () => {
    const { artifact, snapshots } = await threeVersions();
    const draft: RunDraft = {
      ...plainRun,
      job: { namespace: '', name: 'train' },
      inputs: [{ artifactId: artifact.id, snapshotId: snapshots[1]!.snapshot.id, requested: '^1.0' }],
    };
    valueOf(await recordRun(ports, draft));
    valueOf(await annotate(ports, snapshots[1]!.snapshot.id, { kind: 'message', text: 'later words' }));
    const [run] = [...(await workspaceOf(ports)).runs.values()];
    expect(run?.inputs).toMatchObject([{ snapshotId: snapshots[1]!.snapshot.id, requested: '^1.0' }]);
    expect((await auditOf(ports)).find(({ action }) => action === 'recordRun')?.detail).toMatchObject({
      inputs: [{ requested: '^1.0' }],
    });
    const bad = { ...draft, inputs: [{ ...draft.inputs[0]!, requested: 'latest' }] };
    expect(await recordRun(ports, bad)).toMatchObject({ ok: false, error: { kind: 'invalidRun' } });
  });
});
