import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeText } from '../../../src/cli/nodePorts';
import { openArchive } from '../../../src/formats/archive/openArchive';
import { UnreadableBytes } from '../../../src/formats/pieces';
import { zippedFiles } from '../../zippedFiles';

const long = `${'a-long-name-'.repeat(7)}/${'b-long-name-'.repeat(7)}/é.txt`;
const files: Readonly<Record<string, string>> = {
  'a.txt': 'first',
  'folder/empty': '',
  [long]: 'x'.repeat(5000),
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-archive-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(folder, 'in', path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, 'in', name), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const sourceOf = (bytes: Uint8Array) => ({
  byteLength: bytes.length,
  read: (start: number, end: number) => Promise.resolve(Uint8Array.from(bytes.subarray(start, end))),
});

async function contentsOf(bytes: Uint8Array) {
  const opened = await openArchive(sourceOf(bytes), nodeText);
  if (!opened?.ok) return opened && opened.error;
  const read = opened.value.map(async (entry) => {
    const source = await entry.open();
    const content = await source.read(0, source.byteLength);
    return [entry.path.replace(/^\.\//, ''), Buffer.from(content).toString()] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

function packed(command: string, ...given: string[]): Buffer {
  const target = path.join(folder, `out-${given.join('')}`.replaceAll(/[^a-z0-9-]/g, ''));
  execFileSync(command, [...given, target, '-C', path.join(folder, 'in'), '.']);
  return readFileSync(target);
}

it.each(['ustar', 'gnu', 'pax'])('reads tar archives of the format %s, in gzip or not', async (format) => {
  // The longest name of ustar is of 100 and 155 bytes, and is cut at a slash.
  expect(await contentsOf(packed('tar', `--format=${format}`, '-cf'))).toEqual(files);
  expect(await contentsOf(packed('tar', `--format=${format}`, '-czf'))).toEqual(files);
});

it('reads a zip archive', async () => {
  expect(await contentsOf(zippedFiles(files))).toEqual(files);
});

it('refuses what is broken with its place, and reads nothing beyond its end', async () => {
  const tar = packed('tar', '--format=ustar', '-cf');
  const broken = Uint8Array.from(tar);
  broken[0] = (broken[0]! + 1) % 256;
  expect(await contentsOf(broken)).toMatchObject({ place: 'byte 0' });
  const zip = zippedFiles(files);
  expect(await contentsOf(zip.subarray(0, zip.length - 30))).toMatchObject({
    message: 'the end of a zip archive is missing',
  });
  expect(await contentsOf(nodeText.encode('PK'))).toBeNull();
});

it('throws nothing but what says that bytes cannot be had, whatever is changed', async () => {
  const archives = [zippedFiles(files), packed('tar', '--format=gnu', '-cf')];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...archives),
      fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      async (archive, changes) => {
        const changed = Uint8Array.from(archive);
        for (const [at, byte] of changes) changed[at % changed.length] = byte;
        await contentsOf(changed).catch((error: unknown) => {
          if (!(error instanceof UnreadableBytes)) throw error;
        });
      },
    ),
    { numRuns: 200 },
  );
});
