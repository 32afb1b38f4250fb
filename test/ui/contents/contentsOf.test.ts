import { describe, expect, it } from 'vitest';

import { contentsOf, hexLines } from '../../../src/ui/contents/contentsOf';
import { jsonLines, memberLimit, openAtFirst } from '../../../src/ui/contents/jsonLines';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

describe('what bytes are shown as', () => {
  it('is an image by its first bytes, and SVG by its element', () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1]);
    expect(contentsOf(png, true)).toEqual({ kind: 'image', type: 'image/png' });
    const svg = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>';
    expect(contentsOf(bytesOf(svg), true)).toEqual({ kind: 'image', type: 'image/svg+xml' });
  });

  it('is a tree where all of it is JSON, and text where it is cut or broken', () => {
    expect(contentsOf(bytesOf(' {"a": [1]}'), true)).toEqual({ kind: 'json', value: { a: [1] } });
    expect(contentsOf(bytesOf('{"a": 1'), true).kind).toBe('text');
    expect(contentsOf(bytesOf('{"a": 1}'), false).kind).toBe('text');
  });

  it('is text also where a letter is cut at the end, and bytes where it is none', () => {
    const cut = bytesOf('São').subarray(0, 2);
    expect(contentsOf(cut, false)).toEqual({ kind: 'text', text: 'S' });
    expect(contentsOf(cut, true)).toEqual({ kind: 'bytes' });
    expect(contentsOf(Uint8Array.from([65, 0, 66]), true)).toEqual({ kind: 'bytes' });
  });

  it('are the cells of a notebook with text and images of what they gave, and never its HTML', () => {
    const notebook = {
      nbformat: 4,
      cells: [
        { cell_type: 'markdown', source: ['# Title\n', '<script>alert(1)</script>'] },
        {
          cell_type: 'code',
          execution_count: 3,
          source: 'fit()',
          outputs: [
            { output_type: 'stream', text: ['loss 1\n', 'loss 2'] },
            { data: { 'text/html': '<b>x</b>', 'text/plain': 'x' } },
            { data: { 'text/html': '<b>only</b>' } },
            { data: { 'image/png': 'aGk=\n' } },
          ],
        },
      ],
    };
    expect(contentsOf(bytesOf(JSON.stringify(notebook)), true)).toEqual({
      kind: 'notebook',
      cells: [
        { kind: 'markdown', source: '# Title\n<script>alert(1)</script>', count: null, outputs: [] },
        {
          kind: 'code',
          source: 'fit()',
          count: 3,
          outputs: [
            { kind: 'text', text: 'loss 1\nloss 2' },
            { kind: 'text', text: 'x' },
            { kind: 'image', type: 'image/png', base64: 'aGk=' },
          ],
        },
      ],
    });
  });

  it('has lines of sixteen bytes with their place and letters', () => {
    expect(hexLines(bytesOf('0123456789abcdef\n'))).toEqual([
      '00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef',
      `00000010  0a${' '.repeat(45)}  ·`,
    ]);
  });
});

describe('the lines of a tree', () => {
  it('are those in open values, each with its path', () => {
    const value = { a: { 'b/c': null }, d: [] };
    expect(
      jsonLines(value, new Set(['', '/a'])).map(({ path, words, isOpen }) => [path, words, isOpen]),
    ).toEqual([
      ['', '2 members', true],
      ['/a', '1 member', true],
      ['/a/b~1c', 'null', null],
      ['/d', '0 items', null],
    ]);
    expect([...openAtFirst(value)]).toEqual(['', '/a', '/d']);
  });

  it('end with how many more there are', () => {
    const lines = jsonLines(
      Array.from({ length: memberLimit + 5 }, (_, at) => at),
      new Set(['']),
    );
    expect(lines).toHaveLength(1 + memberLimit + 1);
    expect(lines.at(-1)?.words).toBe('5 more');
  });
});
