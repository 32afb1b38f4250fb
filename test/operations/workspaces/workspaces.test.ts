import { describe, expect, it } from 'vitest';

import {
  addWorkspace,
  changeWorkspace,
  deletedWorkspaces,
  deleteWorkspace,
  firstWorkspaceId,
  freeColour,
  freeName,
  liveWorkspaces,
  parseWorkspaceId,
  putBackWorkspace,
  workspaceEntry,
  type WorkspaceEntry,
  type WorkspaceRegistry,
} from '../../../src/operations/workspaces/workspaces';
import type { Timestamp } from '../../../src/versioning/timestamp';
import { memoryRegistry } from '../memoryRegistry';

const at = '2026-03-12T08:30:00.000000000Z' as Timestamp;
let made = 0;
const ports = {
  newId: () => `${String(++made).padStart(8, '0')}-0000-4000-8000-000000000000`,
  now: () => at,
};
const first = workspaceEntry('My workspace', 'blue', ports, firstWorkspaceId);
const other = (name: string): WorkspaceEntry => workspaceEntry(name, 'red', ports);

async function namesIn(registry: WorkspaceRegistry): Promise<readonly string[]> {
  const all = await registry.all();
  return all.ok ? liveWorkspaces(all.value).map(({ name }) => name) : [];
}

describe('the workspaces of a device', () => {
  it('have databases of their own, the first one the database that was there before there was a list', () => {
    expect(first.databaseName).toBe('throughline-workspace-default');
    const [a, b] = [other('a'), other('b')];
    expect(a.databaseName).not.toBe(b.databaseName);
    expect(a.id).toMatch(/^[0-9a-f]{12}$/);
    expect(parseWorkspaceId(a.id)).toBe(a.id);
  });

  it.each(['', '../x', 'A', 'a/b', '__proto__', 'x'.repeat(65)])('have no id such as %j', (text) => {
    expect(parseWorkspaceId(text)).toBeNull();
  });

  it('are told apart by name: no two in use have one, and none is without', async () => {
    const registry = memoryRegistry([first]);
    expect(await addWorkspace(registry, other(' Bikes '))).toMatchObject({ ok: true });
    expect(await namesIn(registry)).toEqual(['Bikes', 'My workspace']);
    for (const name of ['Bikes', '  ', 'x'.repeat(81)]) {
      expect(await addWorkspace(registry, other(name))).toMatchObject({
        ok: false,
        error: { kind: 'nameInUse' },
      });
    }
    expect(await changeWorkspace(registry, firstWorkspaceId, { name: 'Bikes' })).toMatchObject({ ok: false });
    expect(await namesIn(registry)).toEqual(['Bikes', 'My workspace']);
  });

  it('are renamed and recoloured, and say what they were, for an undo', async () => {
    const registry = memoryRegistry([first]);
    const before = await changeWorkspace(registry, firstWorkspaceId, { name: 'Rides ', colour: 'green' });
    expect(before).toEqual({ ok: true, value: first });
    const all = await registry.all();
    expect(all.ok && all.value).toEqual([{ ...first, name: 'Rides', colour: 'green' }]);
  });

  it('can be deleted but for the last, and put back', async () => {
    const bikes = other('Bikes');
    const registry = memoryRegistry([first, bikes]);
    expect(await deleteWorkspace(registry, firstWorkspaceId, at)).toMatchObject({ ok: true });
    expect(await namesIn(registry)).toEqual(['Bikes']);
    expect(await deleteWorkspace(registry, bikes.id, at)).toMatchObject({
      ok: false,
      error: { kind: 'workspaceInUse' },
    });
    expect(await putBackWorkspace(registry, firstWorkspaceId)).toMatchObject({ ok: true });
    expect(await namesIn(registry)).toEqual(['Bikes', 'My workspace']);
  });

  it('come back under another name where theirs was given away meanwhile', async () => {
    const registry = memoryRegistry([first, other('Bikes')]);
    await deleteWorkspace(registry, firstWorkspaceId, at);
    await addWorkspace(registry, other('My workspace'));
    await putBackWorkspace(registry, firstWorkspaceId);
    expect(await namesIn(registry)).toEqual(['Bikes', 'My workspace', 'My workspace 2']);
  });

  it('are not in the list while their records are being copied in', () => {
    expect(liveWorkspaces([{ ...first, isComplete: false }])).toEqual([]);
    expect(deletedWorkspaces([{ ...first, isComplete: false, deletedAt: at }])).toEqual([]);
  });

  it('get the first name that is free, and the colour that the fewest have', () => {
    expect(freeName([other('x copy')], 'x copy')).toBe('x copy 2');
    expect(freeName([], 'x copy')).toBe('x copy');
    expect(freeColour([first])).toBe('cyan');
    expect(freeColour([])).toBe('blue');
  });
});
