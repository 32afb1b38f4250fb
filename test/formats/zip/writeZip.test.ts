import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 as nodeCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeText } from '../../../src/cli/nodePorts';
import { crc32 } from '../../../src/formats/zip/crc32';
import { beginZip } from '../../../src/formats/zip/writeZip';
import { readZip } from '../../e2e/readZip';

type File = readonly [name: string, content: string];

async function archiveOf(files: readonly File[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const zip = beginZip(async (bytes) => void pieces.push(bytes.slice()), nodeText);
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(Buffer.from(content));
    const entry = await zip.begin(name, bytes.length);
    const half = bytes.length >> 1;
    await entry.write(bytes.slice(0, half));
    await entry.write(bytes.slice(half));
    await entry.close();
  }
  await zip.finish();
  return Buffer.concat(pieces);
}

const files: readonly File[] = [
  ['a/für später.txt', 'kept\n'],
  ['a/empty', ''],
  ['__proto__', 'x'],
  ['🚲 ～.csv', 'id\n1\n'],
];

describe('a ZIP archive', () => {
  it('has every file with its name and checksum', async () => {
    const archive = readZip(await archiveOf(files));
    expect([...archive].map(([name, bytes]) => [name, bytes.toString()])).toEqual(files);
  });

  it('is the same archive of the same files', async () => {
    expect((await archiveOf(files)).equals(await archiveOf(files))).toBe(true);
  });

  it('is unpacked by unzip', async (context) => {
    try {
      execFileSync('unzip', ['-v'], { stdio: 'ignore' });
    } catch {
      context.skip('unzip is not installed');
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'throughline-zip-'));
    try {
      writeFileSync(path.join(folder, 'a.zip'), await archiveOf(files));
      execFileSync('unzip', ['-q', 'a.zip', '-d', 'out'], {
        cwd: folder,
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
      });
      const out = path.join(folder, 'out');
      const names = readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(out, path.join(entry.parentPath, entry.name)));
      expect(names.sort()).toEqual(files.map(([name]) => name).sort());
      for (const [name, content] of files) expect(readFileSync(path.join(out, name), 'utf8')).toBe(content);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('counts more files than 16 bits can, in its ZIP64 record', async () => {
    const count = 65_600;
    const archive = await archiveOf(Array.from({ length: count }, (_, at) => [`f${at}`, ''] as const));
    const end = archive.lastIndexOf(Buffer.from('PK\u0006\u0006'));
    expect(Number(archive.readBigUInt64LE(end + 32))).toBe(count);
    // The locator leads to it, and the end says that it does not know.
    expect(Number(archive.readBigUInt64LE(end + 56 + 8))).toBe(end);
    expect(archive.readUInt16LE(archive.length - 12)).toBe(0xffff);
  });

  it('is no archive where a file has not the bytes that it was said to have', async () => {
    const zip = beginZip(async () => undefined, nodeText);
    const entry = await zip.begin('a', 3);
    await entry.write(Uint8Array.of(1, 2));
    await expect(entry.close()).rejects.toThrow('a has 2 bytes, and not 3');
  });
});

describe('crc32', () => {
  it('is what zlib has, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, cut) => {
        expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(nodeCrc32(bytes));
      }),
    );
    // The check value of CRC-32/ISO-HDLC.
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  });
});
