import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeText } from '../../../src/cli/nodePorts';
import { openArchive } from '../../../src/formats/archive/openArchive';
import { UnreadableBytes } from '../../../src/formats/pieces';

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

/** Deflated, as the format's description has it: an entry a file, and the list of them at the end. */
function zipped(): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const path = Buffer.from(name);
    const content = deflateRawSync(text);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    // Names are UTF-8.
    facts.writeUInt16LE(0x0800, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(text), 10);
    facts.writeUInt32LE(content.length, 14);
    facts.writeUInt32LE(Buffer.byteLength(text), 18);
    facts.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, path, content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), facts, place, path]));
    locals.push(local);
    at += local.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, list, end]);
}

it('reads a zip archive', async () => {
  expect(await contentsOf(zipped())).toEqual(files);
});

it('refuses what is broken with its place, and reads nothing beyond its end', async () => {
  const tar = packed('tar', '--format=ustar', '-cf');
  const broken = Uint8Array.from(tar);
  broken[0] = (broken[0]! + 1) % 256;
  expect(await contentsOf(broken)).toMatchObject({ place: 'byte 0' });
  const zip = zipped();
  expect(await contentsOf(zip.subarray(0, zip.length - 30))).toMatchObject({
    message: 'the end of a zip archive is missing',
  });
  expect(await contentsOf(nodeText.encode('PK'))).toBeNull();
});

it('throws nothing but what says that bytes cannot be had, whatever is changed', async () => {
  const archives = [zipped(), packed('tar', '--format=gnu', '-cf')];
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
