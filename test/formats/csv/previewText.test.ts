import { describe, expect, it } from 'vitest';
import { nodeHashers, nodeText } from '../../../src/cli/nodePorts';
import { previewText } from '../../../src/formats/csv/previewText';
import { defaultReadOptions, type ReadOptions } from '../../../src/table/schema';

const preview = (text: string, chosen: Partial<ReadOptions> = {}) =>
  previewText(new TextEncoder().encode(text), { ...defaultReadOptions, ...chosen }, 2, {
    hashers: nodeHashers,
    text: nodeText,
  });

describe('a preview', () => {
  it('has the first rows as the options read them, and counts those that do not fit', async () => {
    const text = 'a;b\n1;x,y\n2;z\n3\n4;w\n';
    expect(await preview(text)).toMatchObject({
      ok: true,
      value: {
        dialect: { delimiter: ';' },
        columnNames: ['a', 'b'],
        rows: [
          ['1', 'x,y'],
          ['2', 'z'],
        ],
        badRowCount: 1,
      },
    });
    expect(await preview(text, { delimiter: ',', headerLines: 0 })).toMatchObject({
      ok: true,
      value: { columnNames: ['column1'], rows: [['a;b'], ['2;z']] },
    });
  });
});
