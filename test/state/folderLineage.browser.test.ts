import { expect, it } from 'vitest';

import { useActivities } from '../../src/state/activities';
import type { DroppedItem } from '../../src/state/services';
import { tarEnd, tarHeader, tarPadding } from '../../src/formats/workspaceFile/tar';
import { browserText } from '../../src/workers/browserText';
import { watchedServices } from './watchedServices';

const page = watchedServices();

const event = (type: string, runId: string) => ({
  eventType: type,
  eventTime: '2026-01-01T00:00:00Z',
  producer: 'urn:test',
  schemaURL: 'urn:schema',
  run: { runId },
  job: { namespace: 'n', name: 'j' },
  inputs: [{ namespace: 'n', name: 'raw' }],
  outputs: [{ namespace: 'n', name: 'clean' }],
});
const first = JSON.stringify(event('START', '11111111-1111-4111-8111-111111111111'));
const second = JSON.stringify(event('COMPLETE', '11111111-1111-4111-8111-111111111111'));

const newest = () => useActivities.getState().activities[0];
const itemAt = (path: string) => newest()?.items.find((item) => item.path === path)?.state;

async function drop(item: DroppedItem): Promise<void> {
  page.services.drop([item]);
  await expect.poll(() => newest()?.endedAtMs ?? null).not.toBeNull();
}

function fileAt(path: string, content: BlobPart) {
  return { path, file: new File([content], path.slice(path.lastIndexOf('/') + 1)) };
}

it('the lineage in a dropped folder is imported before its data is hashed, and what is left out is said', async () => {
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...Array.from(second).flatMap((unit) => [unit.charCodeAt(0), 0]),
  ]);
  await drop({
    kind: 'directory',
    name: 'shop',
    handle: null,
    files: [
      fileAt('data/trips.csv', 'id\n1\n'),
      fileAt('events/ol-2026.190', first),
      fileAt('events/more', utf16),
      fileAt('events/bad.jsonl', `${second}\n{"run": NaN}\n`),
      fileAt('.venv/events.json', first),
      fileAt('iceberg.json', '{"format-version": 2, "table-uuid": "x"}'),
    ],
  });
  const lineage = itemAt('Lineage in shop');
  expect(lineage).toMatchObject({
    kind: 'imported',
    auditSequence: 1,
    summary: '3 files of lineage (openlineage 2); 2 events: 2 artifacts, 1 job, 1 run, 2 links',
    warnings: [expect.stringMatching(/^shop\/events\/bad.jsonl: left out, line 2, column 9: /) as string],
  });
  expect(itemAt('shop')).toMatchObject({
    kind: 'snapshotted',
    auditSequence: 2,
    note: 'Lineage in 3 of 5 files; without lineage: 1; Iceberg metadata, not read as lineage: 1; not searched: .venv',
  });
  // Every file is in the folder all the same.
  await expect
    .poll(() => [...(page.workspace?.manifests.values() ?? [])].map(({ entries }) => entries.length))
    .toEqual([6]);
  expect([...(page.workspace?.runs.values() ?? [])]).toHaveLength(1);

  if (lineage?.kind === 'imported') lineage.leaveOutBadEvents?.();
  await expect
    .poll(() => itemAt('Lineage in shop'))
    .toMatchObject({ kind: 'imported', summary: expect.stringContaining('1 bad event left out') as string });
});

it('lineage at usual paths is imported first, and what other files hold after it', async () => {
  await drop({
    kind: 'directory',
    name: 'shop',
    handle: null,
    files: [fileAt('notes/a.txt', second), fileAt('lineage/a.json', first), fileAt('data.csv', 'id\n1\n')],
  });
  expect(itemAt('Lineage in shop')).toMatchObject({
    auditSequence: 1,
    summary: expect.stringMatching(/^1 event/) as string,
  });
  expect(itemAt('More lineage in shop')).toMatchObject({
    auditSequence: 2,
    summary: expect.stringMatching(/^1 event/) as string,
  });
  expect(itemAt('shop')).toMatchObject({
    kind: 'snapshotted',
    note: 'Lineage in 2 of 3 files; without lineage: 1',
  });
});

it('an archive that holds lineage is imported as the folder that it holds, and any other is a file', async () => {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const header = tarHeader({ name: 'run/events.json', byteLength: first.length }, browserText);
  pieces.push(header, browserText.encode(first), tarPadding(first.length), tarEnd());
  await drop({ kind: 'file', ...fileAt('shop.tar', new Blob(pieces)), handle: null });
  expect(itemAt('shop.tar')).toMatchObject({ kind: 'imported', auditSequence: 1, warnings: [] });
  await expect.poll(() => page.workspace?.runs.size).toBe(1);
  const empty = new Blob([tarHeader({ name: 'a.txt', byteLength: 0 }, browserText), tarEnd()]);
  await drop({ kind: 'file', ...fileAt('other.tar', empty), handle: null });
  expect(itemAt('other.tar')).toMatchObject({ kind: 'snapshotted' });
});

it('a bad event in a dropped file can be left out, and a format that is not read is named', async () => {
  await drop({
    kind: 'file',
    ...fileAt('bad.log', `${first}\n{"run": NaN}\n`),
    handle: null,
  });
  const refused = itemAt('bad.log');
  if (refused?.kind !== 'failed') throw new Error(`It was not refused: ${refused?.kind}`);
  refused.leaveOutBadEvents?.();
  await expect.poll(() => itemAt('bad.log')).toMatchObject({ kind: 'imported' });
  await drop({ kind: 'file', ...fileAt('model.sql', 'MODEL (name a);\n'), handle: null });
  expect(itemAt('model.sql')).toMatchObject({
    note: 'A SQLMesh model. Have SQLMesh emit OpenLineage events, and drop these.',
  });
});

/** Objects of a repository as Git writes them, each in a file of its own. */
class LooseObjects {
  readonly files: ReturnType<typeof fileAt>[] = [];

  async add(type: string, ...parts: readonly BlobPart[]): Promise<string> {
    const content = await new Blob(parts as BlobPart[]).arrayBuffer();
    const whole = new Blob([`${type} ${content.byteLength}\0`, content]);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', await whole.arrayBuffer()));
    const id = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const packed = await new Response(
      whole.stream().pipeThrough(new CompressionStream('deflate')),
    ).arrayBuffer();
    this.files.push(fileAt(`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`, packed));
    return id;
  }
}

it('the history of a dropped repository is versions of its data, each with its commit', async () => {
  const objects = new LooseObjects();
  const bytesOf = (id: string) =>
    Uint8Array.from({ length: 20 }, (_, at) => Number.parseInt(id.slice(2 * at, 2 * at + 2), 16));
  let [first, parent, pointer] = ['', '', ''];
  for (const [index, digit] of ['1', '2'].entries()) {
    pointer = `outs:\n- md5: ${digit.repeat(31)}a\n  size: 7\n  hash: md5\n  path: a.csv\n`;
    const blob = await objects.add('blob', pointer);
    const tree = await objects.add('tree', '100644 a.csv.dvc\0', bytesOf(blob));
    const who = `Ana <ana@example.org> ${1_767_225_600 + 3600 * index} +0100`;
    const before = parent === '' ? '' : `parent ${parent}\n`;
    parent = await objects.add(
      'commit',
      `tree ${tree}\n${before}author ${who}\ncommitter ${who}\n\nRows of day ${digit}\n`,
    );
    if (index === 0) first = parent;
  }
  await drop({
    kind: 'directory',
    name: 'repository',
    handle: null,
    files: [
      fileAt('.git/HEAD', 'ref: refs/heads/main\n'),
      fileAt('.git/config', '[core]\n\tbare = false\n'),
      fileAt('.git/refs/heads/main', `${parent}\n`),
      ...objects.files,
      fileAt('a.csv.dvc', pointer),
      fileAt('.dvc/config', ''),
    ],
  });
  const told = () =>
    [...(page.workspace?.artifacts.values() ?? [])]
      .filter(({ namespace, name }) => namespace === `dvc:${first.slice(0, 12)}` && name === 'a.csv')
      .flatMap(({ snapshots }) => snapshots)
      .map(({ message, owner, aliases, snapshot }) => [
        snapshot.createdAt.slice(0, 16),
        message,
        owner,
        aliases,
      ]);
  await expect.poll(told).toEqual([
    ['2026-01-01T00:00', 'Rows of day 1', 'Ana', []],
    ['2026-01-01T01:00', 'Rows of day 2', 'Ana', ['main']],
  ]);
});
