import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDvcFile } from '../../../src/formats/dvc/readDvcFile';
import { writeDvcFile } from '../../../src/formats/dvc/writeDvcFile';
import type { Md5 } from '../../../src/versioning/digest';
import { sharedFolder } from '../../sharedFolder';

const md5 = '22a1a2931c8370d3aeedd7183606fd7f' as Md5;

describe('writeDvcFile', () => {
  it('[V26] writes a file as `dvc add` of DVC 3 does', () => {
    expect(
      writeDvcFile({ path: 'data.xml', md5, byteLength: 14_445_097, fileCount: null, isExecutable: false }),
    ).toBe(`outs:\n- md5: ${md5}\n  size: 14445097\n  hash: md5\n  path: data.xml\n`);
  });

  it('says of a file that it is executable, as DVC does after its size', () => {
    expect(writeDvcFile({ path: 'run.sh', md5, byteLength: 18, fileCount: null, isExecutable: true })).toBe(
      `outs:\n- md5: ${md5}\n  size: 18\n  isexec: true\n  hash: md5\n  path: run.sh\n`,
    );
  });

  it('writes a folder with the number of its files', () => {
    expect(
      writeDvcFile({
        path: 'features',
        md5: `${md5}.dir` as Md5,
        byteLength: 10,
        fileCount: 3,
        isExecutable: false,
      }),
    ).toBe(`outs:\n- md5: ${md5}.dir\n  size: 10\n  nfiles: 3\n  hash: md5\n  path: features\n`);
  });

  it('[I10] is read back as it was, whatever the name', () => {
    const names = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({ unit: 'binary', minLength: 1 }),
    );
    fc.assert(
      fc.property(names, fc.nat(), (name, byteLength) => {
        const read = readDvcFile(
          writeDvcFile({ path: name, md5, byteLength, fileCount: null, isExecutable: false }),
        );
        expect(read).toMatchObject({ ok: true, value: { outs: [{ path: name, md5, byteLength }] } });
      }),
      { numRuns: 1000 },
    );
  });

  it.skipIf(!sharedFolder)(
    'writes the file of the published repository that DVC 3 wrote, byte by byte',
    () => {
      const file = 'iterative+example-get-started/@b1a30e679546/data/data.xml.dvc';
      const theirs = readFileSync(path.join(sharedFolder?.corpus ?? '', file), 'utf8');
      expect(
        writeDvcFile({ path: 'data.xml', md5, byteLength: 14_445_097, fileCount: null, isExecutable: false }),
      ).toBe(theirs);
    },
  );
});
