import { expect, it } from 'vitest';
import { folderLicences } from '../../../src/operations/taking/folderLicences';
import { takeSnapshot } from '../../../src/operations/taking/takeSnapshot';
import { licenceOf } from '../../../src/operations/lineage/licences';
import { setLicence } from '../../../src/operations/lineage/setLicence';
import { testPorts, valueOf, workspaceOf, ingest } from '../testProject';

const fileOf = (path: string, text: string) => ({
  path,
  byteLength: text.length,
  text: () => Promise.resolve(text),
});

const found = (path: string, expression: string) => ({
  path,
  way: 'field' as const,
  expression,
  agreement: null,
});

it('fields of packages and cards tell the licence of their folder, and packages of others do not', async () => {
  const files = [
    fileOf('package.json', '{"license": "MIT"}'),
    fileOf('data/README.md', '---\nlicense: cc-by-nc-4.0\n---\n'),
    fileOf('data/notes.md', '---\nlicense: gpl\n---\n'),
    fileOf('node_modules/x/package.json', '{"license": "GPL-3.0-only"}'),
  ];
  expect(await folderLicences(files)).toEqual([
    { folder: '', expression: 'MIT', found: [found('package.json', 'MIT')] },
    { folder: 'data', expression: 'CC-BY-NC-4.0', found: [found('data/README.md', 'CC-BY-NC-4.0')] },
  ]);
});

it('each version of a dropped folder has the licence of the nearest folder that tells one, until a person sets another', async () => {
  const ports = testPorts();
  const texts = { 'data/a.csv': 'x\n1\n', 'b.csv': 'x\n2\n', 'data/README.md': '# Data\n' };
  const files = await Promise.all(
    Object.entries(texts).map(async ([path, text]) => ({
      path,
      lastModified: null,
      ingested: await ingest(path, text),
    })),
  );
  const licences = [
    { folder: 'data', expression: 'CC-BY-4.0', found: [found('data/README.md', 'CC-BY-4.0')] },
  ];
  const unit = { kind: 'directory' as const, name: 'project', leftOutCount: 0, files, licences };
  valueOf(await takeSnapshot(ports, unit));
  const ofName = async (name: string) => (await workspaceOf(ports)).artifactNamed('file', name)!;
  expect(licenceOf(await ofName('project/data/a.csv'))).toEqual({
    expression: 'CC-BY-4.0',
    saidBy: 'file',
    found: licences[0]!.found,
    said: null,
  });
  expect(licenceOf(await ofName('project/b.csv'))).toBe(null);
  const { snapshot } = (await ofName('project/data/a.csv')).snapshots[0]!;
  expect(await setLicence(ports, snapshot.id, 'free for all')).toMatchObject({ ok: false });
  valueOf(await setLicence(ports, snapshot.id, 'ODbL-1.0'));
  valueOf(await takeSnapshot(ports, unit));
  expect(licenceOf(await ofName('project/data/a.csv'))).toMatchObject({
    expression: 'ODbL-1.0',
    saidBy: 'person',
  });
});
