import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeIngestPorts, nodeText, withFile } from '../../../src/cli/nodePorts';
import { personalTable } from '../../../src/cli/personalTable';
import { readTableFile } from '../../../src/cli/readFile';
import { readRows } from '../../../src/formats/readRows';
import { columnsToRead, PersonalRows } from '../../../src/gates/privacy/personalRows';
import { recogniseTable } from '../../../src/gates/privacy/recogniseTable';
import { defaultReadOptions } from '../../../src/table/schema';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'throughline-rows-'));
});
afterEach(() => rm(folder, { recursive: true }));

const never = { aborted: false, throwIfAborted: () => undefined };

/** 9,000 different comments, of which those at some rows hold something else. */
async function comments(at: ReadonlyMap<number, string>): Promise<string> {
  const file = path.join(folder, 'comments.csv');
  const lines = Array.from(
    { length: 9000 },
    (_, row) => `${row},${at.get(row) ?? `parcel ${row} came late`}`,
  );
  await writeFile(file, `id,comment\n${lines.join('\n')}\n`);
  return file;
}

describe('the rows of a table whose profile does not name every text', () => {
  it('[S14] one telling row among nine thousand is found and counted exactly', async () => {
    const file = await comments(new Map([[8500, 'ring me on +49 171 2345678 or ana@example.org']]));
    const { value: table } = (await readTableFile(file, defaultReadOptions)) as Extract<
      Awaited<ReturnType<typeof readTableFile>>,
      { ok: true }
    >;
    expect(columnsToRead(table.profile)).toEqual(['comment']);
    // By the values that the profile names it is missed: it says that not all was looked at.
    expect(recogniseTable(table.profile)[1]).toMatchObject({ findings: [], looked: null });
    const [, comment] = await personalTable(file, table.profile, defaultReadOptions);
    expect(comment!.looked).toBe(1);
    expect(comment!.findings).toEqual([
      { kind: 'email', score: 0.92, rows: 1, isExact: true, samples: ['a•••@e•••.org'] },
      { kind: 'phone', score: 0.8, rows: 1, isExact: true, samples: ['+4• ••• ••••••8'] },
    ]);
  });

  it('[S14] past its budget one row in k is looked at, and counts for k', async () => {
    // 3,000 of the rows have an address. Of 9,000 texts of some 20 bytes with four digits 180 KB may hold something: 4 KB at 1, 4 KB at 2 and so on.
    const file = await comments(
      new Map(Array.from({ length: 3000 }, (_, at) => [at * 3, `from person${at}@example.org`])),
    );
    const rows = new PersonalRows(['comment'], nodeText, 4000);
    const read = await withFile(file, (source) =>
      readRows(
        source,
        { path: file, options: defaultReadOptions, textColumns: [] },
        rows,
        nodeIngestPorts,
        never,
      ),
    );
    expect(read.ok).toBe(true);
    const { every, tally } = rows.texts().get('comment')!;
    expect(every).toBeGreaterThan(8);
    const [email] = tally.findings(new Set());
    expect(email!.kind).toBe('email');
    expect(email!.rows).toBeGreaterThan(2000);
    expect(email!.rows).toBeLessThan(4000);
  });
});
