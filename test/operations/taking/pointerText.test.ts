import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { readFile } from '../../../src/cli/readFile';
import { pointerFileOf } from '../../../src/operations/taking/pointerText';
import { defaultReadOptions } from '../../../src/table/schema';
import { sharedFolder } from '../../sharedFolder';
import { valueOf } from '../testProject';

interface Indexed {
  readonly file: string;
  readonly size: number;
  readonly md5: string;
  readonly sha256: string;
}

describe.skipIf(!sharedFolder)('the pointers to files of the corpus', () => {
  it('say the MD5s, SHA-256s and sizes of the index', async () => {
    const corpus = sharedFolder?.corpus ?? '';
    const index = JSON.parse(readFileSync(path.join(corpus, 'INDEX.json'), 'utf8')) as Indexed[];
    const some = index.filter(({ size }, at) => at % 10 === 0 && size > 0 && size < 1_000_000);
    expect(some.length).toBeGreaterThan(50);
    for (const { file, size, md5, sha256 } of some) {
      const read = valueOf(await readFile(path.join(corpus, file), defaultReadOptions, { digestOnly: true }));
      const snapshot = { ...read, content: 'file', source: { kind: 'manual' } } as const;
      expect(pointerFileOf('dvc', file, snapshot, null)?.text).toContain(`md5: ${md5}\n  size: ${size}\n`);
      expect(pointerFileOf('git-lfs', file, snapshot, null)).toEqual({
        name: path.basename(file),
        text: `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${size}\n`,
      });
    }
  });
});
