import { describe, expect, it } from 'vitest';
import { setContract } from '../../../src/operations/contracts/setContract';
import { exportBundle } from '../../../src/operations/workspaces/bundle';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { smallContract } from '../storedRecords';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

const people =
  'id,contact,room\n1,grace@navy.mil,blue\n2,alan@bletchley.org,green\n3,ada@analytical.org,red\n';

async function exported(values: 'all' | 'masked', classification = ''): Promise<string> {
  const ports = testPorts();
  const [outcome] = (await dropFile(ports, 'trips.csv', people)).outcomes;
  if (classification !== '')
    valueOf(
      await setContract(
        ports,
        outcome!.artifactId,
        `${smallContract}      - {name: room, classification: ${classification}}\n`,
      ),
    );
  return valueOf(await exportBundle(ports, null, undefined, values));
}

describe('a bundle whose personal values are masked', () => {
  it('has no values of columns that are recognised, or that the contract classifies', async () => {
    expect(await exported('all')).toMatch(/bletchley/);
    const recognised = await exported('masked');
    expect(recognised).not.toMatch(/navy|bletchley|analytical/);
    expect(recognised).toMatch(/green/);
    expect(await exported('masked', 'personal')).not.toMatch(/bletchley|"green"/);
  });

  it('is imported all the same, and its log is not in it', async () => {
    const ports = testPorts();
    valueOf(await importFile(ports, { path: 'b.json', text: await exported('masked') }));
    const [artifact] = [...(await workspaceOf(ports)).artifacts.values()];
    expect(artifact).toMatchObject({ name: 'trips.csv' });
    expect(artifact!.snapshots[0]!.reading).toMatchObject({ rowCount: 3 });
  });

  it('is the same as any other where nothing is personal', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', 'id,room\n1,blue\n');
    expect(valueOf(await exportBundle(ports, null, undefined, 'masked'))).toBe(
      valueOf(await exportBundle(ports, null)),
    );
  });
});
