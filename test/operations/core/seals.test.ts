import { describe, expect, it } from 'vitest';
import { setKind } from '../../../src/operations/core/setKind';
import { auditOf, dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

describe('a store that is gone before anybody could verify it', () => {
  it('[V50] has a log without seals, and says the same otherwise', async () => {
    const kept = testPorts();
    const brief = { ...testPorts(), seals: 'none' as const };
    for (const ports of [kept, brief]) {
      const { outcomes } = await dropFile(ports, 'scores.csv', 'id\n1\n');
      valueOf(await setKind(ports, outcomes[0]!.artifactId, 'features'));
    }
    const sealsOf = async ({ store }: typeof kept) =>
      valueOf(await store.read((transaction) => transaction.all('seals')));
    expect(await sealsOf(kept)).toHaveLength(2);
    expect(await sealsOf(brief)).toEqual([]);
    const [sealed, plain] = [await auditOf(kept), await auditOf(brief)];
    expect(sealed.every((entry) => 'seal' in entry)).toBe(true);
    expect(plain.some((entry) => 'seal' in entry)).toBe(false);
    expect(plain.map(({ action }) => action)).toEqual(sealed.map(({ action }) => action));
    const shown = async (ports: typeof kept) =>
      [...(await workspaceOf(ports)).artifacts.values()].map(({ names, artifact }) => [names, artifact.kind]);
    expect(await shown(brief)).toEqual(await shown(kept));
  });
});
