import { describe, expect, it } from 'vitest';

import { promote } from '../../../src/operations/releases/promote';
import { aliasesOn } from '../../../src/ui/lineage/cardText';
import { subjectOf } from '../../../src/ui/lineage/nodeFacts';
import { searchWorkspace } from '../../../src/ui/shell/searchWorkspace';
import { dropFile, testPorts, valueOf, workspaceOf } from '../../operations/testProject';

describe('an alias', () => {
  const released = async () => {
    const ports = testPorts();
    const taken = [];
    for (const text of ['1', '2', '3']) taken.push((await dropFile(ports, 'model.bin', text)).outcomes[0]!);
    await dropFile(ports, 'production-notes.txt', 'text');
    const [first, , third] = taken;
    for (const [alias, { artifactId, snapshotId }] of [
      ['production', first!],
      ['canary', third!],
    ] as const) {
      valueOf(
        await promote(ports, {
          artifactId,
          alias,
          snapshotId,
          follows: null,
          rules: new Map(),
          reason: null,
        }),
      );
    }
    return {
      workspace: await workspaceOf(ports),
      artifactId: first!.artifactId,
      first: first!,
      third: third!,
    };
  };
  const found = async (query: string) =>
    searchWorkspace((await released()).workspace, query, 7).snapshots.map(
      ({ name, sequence }) => `${name} v${sequence}`,
    );

  it('finds the version that it stands on, alone or with the name', async () => {
    expect(await found('production')).toEqual(['model.bin v1']);
    expect(await found('model prod')).toEqual(['model.bin v1']);
    expect(await found('model canary')).toEqual(['model.bin v3']);
    expect(await found('model v2')).toEqual(['model.bin v2']);
    expect(await found('model')).toEqual([]);
  });

  it('is on the cards of its version and of its artifact, with the version where that is not the latest', async () => {
    const { workspace, artifactId, first } = await released();
    const subject = (graph: 'definition' | 'version', key: `artifact:${string}` | `snapshot:${string}`) => {
      const { nodes, indexOf } = workspace.graph(graph);
      return subjectOf(workspace, nodes[indexOf.get(key)!]!)!;
    };
    expect(aliasesOn(subject('definition', `artifact:${artifactId}`))).toEqual(['canary', 'production v1']);
    expect(aliasesOn(subject('version', `snapshot:${first.snapshotId}`))).toEqual(['production']);
  });
});
