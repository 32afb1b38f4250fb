import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeIngestPorts } from '../../../src/cli/nodePorts';
import { readRows } from '../../../src/formats/readRows';
import type { ReadFailure, ReadWarning, TextDialect } from '../../../src/table/reading';
import { defaultReadOptions, type ReadOptions } from '../../../src/table/schema';
import type { RowConsumer } from '../../../src/table/tableRows';
import { decodeUtf8 } from '../../../src/table/utf8';
import { failureOf, tableOf } from './readText';

interface ReadTable {
  readonly dialect: TextDialect;
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly warnings: readonly ReadWarning[];
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** A text as it is read: names, cells, and how. */
async function read(given: string | Uint8Array, chosen: Partial<ReadOptions> = {}): Promise<ReadTable> {
  const bytes = typeof given === 'string' ? new TextEncoder().encode(given) : given;
  const options = { ...defaultReadOptions, ...chosen };
  const { reading } = await tableOf(bytes, { options });
  const rows: string[][] = [];
  const consumer: RowConsumer = {
    take({ columnNames, buffer, written: { starts, ends }, stride, rowCount }) {
      for (let row = 0; row < rowCount; row++) {
        const places = columnNames.map((_, column) => column * stride + row);
        rows.push(places.map((at) => decodeUtf8(buffer.bytes, starts[at], ends[at])));
      }
    },
  };
  const source = {
    byteLength: bytes.length,
    read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
  };
  const done = await readRows(
    source,
    { path: 'a.csv', options, textColumns: [] },
    consumer,
    nodeIngestPorts,
    new AbortController().signal,
  );
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  expect(rows.length).toBe(reading.rowCount);
  return {
    dialect: reading.dialect!,
    names: reading.columns.map(({ name }) => name),
    rows,
    warnings: reading.warnings,
  };
}

const kindsOf = ({ warnings }: ReadTable): string[] => warnings.map(({ kind }) => kind);

describe('the encoding', () => {
  it('[C2] is Windows-1252 where a few letters are no UTF-8', async () => {
    const table = await read(latin1('stadt,umsatz\nK\u00F6ln,10\nM\u00FCnchen,20\n'));
    expect(table.dialect.encoding).toBe('windows-1252');
    expect(table.rows).toEqual([
      ['Köln', '10'],
      ['München', '20'],
    ]);
  });

  it('[C2] is told by the script where its letters stand side by side', async () => {
    // "город,год" and two cities, in Windows-1251.
    const bytes = latin1(
      '\u00E3\u00EE\u00F0\u00EE\u00E4,\u00E3\u00EE\u00E4\n\u00CC\u00EE\u00F1\u00EA\u00E2\u00E0,1\n\u00CA\u00E0\u00E7\u00E0\u00ED\u00FC,2\n',
    );
    expect((await read(bytes)).names).toEqual(['город', 'год']);
  });

  it('[C2] stays UTF-8 where one byte of many characters is broken, and the line is named', async () => {
    const good = Buffer.from('a,b\nä,1\nö,2\nü,3\n');
    const failure = await failureOf(Uint8Array.from([...good, 0xff, 0x2c, 0x31, 0x0a]));
    expect(failure).toMatchObject({ kind: 'undecodableText', line: 5 });
  });

  it('[C2] is told by the first piece that is no ASCII, which is read again', async () => {
    const rows = Array.from({ length: 40_000 }, (_, row) => `${row},some text\n`).join('');
    const bytes = latin1(`id,text\n${rows}40000,M\u00FCnchen\n`);
    const { reading, profile } = await tableOf(bytes, { pieceByteLength: 100_000 });
    expect(reading).toMatchObject({ rowCount: 40_001, dialect: { encoding: 'windows-1252' } });
    expect(profile.columns[1]!.max).toBe('some text');
    expect(profile.columns[1]!.min).toBe('München');
  });
});

describe('the delimiter', () => {
  it.each([
    ['sep=;\r\na;b\r\n1;2\r\n', ';', [['1', '2']]],
    [
      'a, b, c\n1, "x, y", 3\n2, z, 4\n',
      ',',
      [
        ['1', 'x, y', '3'],
        ['2', 'z', '4'],
      ],
    ],
    [
      'a||b||c\n1||||3\n4||5||6\n',
      '||',
      [
        ['1', '', '3'],
        ['4', '5', '6'],
      ],
    ],
    [
      'a|~|b\n1|~|x\n2|~|y\n',
      '|~|',
      [
        ['1', 'x'],
        ['2', 'y'],
      ],
    ],
    [
      'x  y   z\n1 2   3\n4   5 6\n',
      ' ',
      [
        ['1', '2', '3'],
        ['4', '5', '6'],
      ],
    ],
    [
      'name;price\nx;1,5\ny;2,25\n',
      ';',
      [
        ['x', '1,5'],
        ['y', '2,25'],
      ],
    ],
  ])('[C10] to [C14] of %j is %j', async (text, delimiter, rows) => {
    const table = await read(text);
    expect(table.dialect.delimiter).toBe(delimiter);
    expect(table.rows).toEqual(rows);
  });
});

describe('quotes', () => {
  it('[C11] are none where a quote is only a mark like any other', async () => {
    const table = await read(
      'id\ttitle\tyear\n1\t"Hot" Rod\t1979\n2\tPlain\t1980\n3\t"Open\t1981\n4\tClosed"\t1982\n',
    );
    expect(table.rows.map(([, title]) => title)).toEqual(['"Hot" Rod', 'Plain', '"Open', 'Closed"']);
  });

  it('[C11] may be single ones, and may be escaped by a backslash or not at all', async () => {
    const single = await read("a,b\n'x, y',1\n'z, w',2\n");
    expect(single.rows).toEqual([
      ['x, y', '1'],
      ['z, w', '2'],
    ]);
    const backslash = await read('a,b\n"say \\"hi\\", you",1\n"5\\" pipe",2\n');
    expect(backslash.rows).toEqual([
      ['say "hi", you', '1'],
      ['5" pipe', '2'],
    ]);
    const bare = await read('a,b\n"a 5" pipe, long",1\n"tall, 6" hat",2\n"x",3\n');
    expect(bare.rows).toEqual([
      ['a 5" pipe, long', '1'],
      ['tall, 6" hat', '2'],
      ['x', '3'],
    ]);
  });
});

describe('what stands before the rows', () => {
  it.each([
    ['years', 'country,2021,2022\nPeru,10,11\nChad,20,21\n', ['country', '2021', '2022'], 2],
    ['truth values', 'row,False,True\nr1,0.9,0.1\nr2,0.2,0.8\n', ['row', 'False', 'True'], 2],
    ['a range index', ',0,1,2\n0,0.5,0.1,7\n1,0.2,0.3,9\n', ['column1', '0', '1', '2'], 2],
    ['nothing', '1,2\n3,7\n8,9\n', ['column1', 'column2'], 3],
    ['data of its own kind', '0,1\n1,0\n0,1\n', ['column1', 'column2'], 3],
  ])('[C17] [C18] [C19] names columns where it is a name: %s', async (_, text, names, rowCount) => {
    const table = await read(text);
    expect({ names: table.names, rowCount: table.rows.length }).toEqual({ names, rowCount });
  });

  it('[C20] may be several lines that name the columns', async () => {
    const table = await read('time,temp,hum\ns,degC,percent\n1,20,30\n2,21,31\n3,22,32\n');
    expect(table.names).toEqual(['time s', 'temp degC', 'hum percent']);
    expect(table.dialect.headerLines).toBe(2);
    expect((await read('a,b\na,b\nx,y\n')).names).toEqual(['a a', 'b b']);
  });

  it('[C15] may be lines of another width, or with a title in the first cell alone', async () => {
    const text = 'Monthly report\nGenerated: 2025-03-01\n\nregion,units,price\nnorth,5,1.5\nsouth,6,2.5\n';
    const table = await read(text);
    expect(table.names).toEqual(['region', 'units', 'price']);
    expect(table.dialect).toMatchObject({ skipLines: 3, headerLines: 1 });
    expect((await read('Title,,\n,,\na,b,c\n1,2,3\n')).names).toEqual(['a', 'b', 'c']);
  });

  it('[C16] may be comments, the last of which may be the header', async () => {
    const table = await read('# made by x\n# on a day\na,b\n1,2\n# a note\n3,4\n');
    expect([table.names, table.rows]).toEqual([
      ['a', 'b'],
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ]);
    expect(table.warnings).toContainEqual({ kind: 'commentLines', count: 1, firstLines: [5] });
    expect((await read('##meta=1\n#chrom\tpos\nchr1\t5\nchr2\t6\n')).names).toEqual(['#chrom', 'pos']);
    // A cell may begin with the mark, too.
    expect((await read('tag,n\n#a,1\n#b,2\n')).rows.length).toBe(2);
  });
});

describe('where a table ends', () => {
  const first = 'a,b,c\n1,2,x\n3,4,y\n5,6,z\n';

  it.each([
    ['the same names again', `${first}a,b,c\n7,8,w\n`, 5],
    ['fewer columns', `${first}a,b\n1,2\n3,4\n`, 5],
    ['other columns after a blank line', `${first}\nd,e\n1,2\n3,4\n`, 6],
  ])('[C25] a second table ends the first: %s', async (_, text, line) => {
    const table = await read(text);
    expect(table.rows.length).toBe(3);
    expect(table.warnings).toContainEqual({ kind: 'secondTable', line });
    const whole = await failureOfOrCount(text, { readWholeFile: true });
    expect(whole).not.toBe(3);
  });

  it('[C26] notes at the end are no rows; a row that is cut off is a fault', async () => {
    const table = await read(`${first}\nSource: the office\n`);
    expect([table.rows.length, kindsOf(table)]).toEqual([3, ['footer']]);
    expect((await failureOf(`${first}7\n`)).kind).toBe('raggedRow');
  });
});

async function failureOfOrCount(
  text: string,
  chosen: Partial<ReadOptions>,
): Promise<number | ReadFailure['kind']> {
  try {
    return (await read(text, chosen)).rows.length;
  } catch {
    return (await failureOf(text, { options: { ...defaultReadOptions, ...chosen } })).kind;
  }
}

describe('what is offered', () => {
  it('[C21] [C22] is said, and changes a cell only by choice', async () => {
    const text = 'shop;sales;bp\na;1.234,5;120\nb;12,25;.\nc;7;130\n';
    const table = await read(text);
    expect(table.warnings).toEqual([
      { kind: 'numberMarks', column: 'sales', decimal: ',', thousands: '.' },
      { kind: 'nullText', column: 'bp', text: '.' },
    ]);
    expect(table.rows[0]).toEqual(['a', '1.234,5', '120']);
    const chosen = await read(text, { decimal: ',', thousands: '.', nullTexts: ['.'] });
    expect(chosen.rows.map((row) => row.slice(1))).toEqual([
      ['1234.5', '120'],
      ['12.25', ''],
      ['7', '130'],
    ]);
    expect(chosen.warnings).toEqual([]);
  });

  it('[C21] thousands are told from a decimal comma', async () => {
    const { warnings } = await read('shop,sales\na,"1,234"\nb,"2,500"\nc,"12,345"\n');
    expect(warnings).toEqual([{ kind: 'numberMarks', column: 'sales', decimal: '.', thousands: ',' }]);
  });
});

describe('rows that do not fit', () => {
  const text = 'a,b,c\n1,2,3\n4,5\n6,7,8,\n9,10,11\n';

  it('[C27] refuse the table with their count and lines, and what would read them', async () => {
    expect(await failureOf(text)).toMatchObject({
      kind: 'raggedRow',
      line: 3,
      badRows: { count: 2, firstLines: [3, 4], shortCount: 1, surplusEmptyCount: 1, rowCount: 4 },
    });
  });

  it('[C28] are padded, trimmed or left out by choice, and counted', async () => {
    const table = await read(text, { padShortRows: true, dropEmptyCells: true });
    expect(table.rows).toEqual([
      ['1', '2', '3'],
      ['4', '5', ''],
      ['6', '7', '8'],
      ['9', '10', '11'],
    ]);
    expect(table.warnings).toEqual([
      { kind: 'paddedRows', count: 1, firstLines: [3] },
      { kind: 'trimmedRows', count: 1, firstLines: [4] },
    ]);
    expect(await failureOf(text, { options: { ...defaultReadOptions, skipBadRows: true } })).toMatchObject({
      kind: 'tooManyBadRows',
      badRows: { count: 2, rowCount: 4 },
    });
    expect((await read(text, { skipBadRows: true, maxBadShare: 0.5 })).rows.length).toBe(2);
  });

  it('[C27] name a NUL byte with its line', async () => {
    expect(await failureOf('id,name\n1,ab\0cd\n2,ef\n')).toMatchObject({ kind: 'nulByte', line: 2 });
  });

  it('[C29] with a stray quote do not take the next row with them', async () => {
    const stray = 'a,b,c\n"x, 1",y,"\nx,"z, w",2\nx,y,3\n';
    const table = await read(stray, { skipBadRows: true, maxBadShare: 0.5 });
    expect(table.rows).toEqual([
      ['x', 'z, w', '2'],
      ['x', 'y', '3'],
    ]);
  });

  it('[C24] a header that does not fit is refused, and fitted where bad rows are left out', async () => {
    const ragged = 'a,,b,c\n1,2,3\n4,5,6\n7,8,9\n';
    expect(await failureOf(ragged)).toMatchObject({ kind: 'raggedRow', line: 1 });
    expect((await read(ragged, { skipBadRows: true })).names).toEqual(['a', 'b', 'c']);
  });
});

describe('an empty text', () => {
  it('is a table without columns', async () => {
    expect(await read('')).toMatchObject({ names: [], rows: [], warnings: [] });
  });
});

/** A table with numbers and texts in it, so that there is something to tell its dialect by. */
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const text = fc.oneof(
  word,
  fc
    .tuple(word, fc.constantFrom(', ', '; ', ' | ', '\t', '\n', ' "', "' ", ': '), word)
    .map((parts) => parts.join('')),
);
const tableArbitrary = fc.record({
  rows: fc.array(
    fc.tuple(fc.integer({ min: 0, max: 9999 }), text, fc.double({ noNaN: true, min: -99, max: 99 }), word),
    {
      minLength: 4,
      maxLength: 30,
    },
  ),
  delimiter: fc.constantFrom(',', ';', '\t', '|', '||'),
  quote: fc.constantFrom('"', "'"),
  escape: fc.constantFrom('doubled' as const, 'backslash' as const),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  hasHeader: fc.boolean(),
  preamble: fc.constantFrom('', 'A report\n', 'A report\n\n'),
  mark: fc.constantFrom('', '\u{FEFF}'),
});

describe('any table in any dialect', { timeout: 60_000 }, () => {
  it('is read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(tableArbitrary, async (given) => {
        const { rows, delimiter, quote, escape, lineEnd, hasHeader, preamble, mark } = given;
        const names = ['id', 'note', 'value', 'kind'];
        const cells = rows.map((row) => row.map(String));
        const written = [...(hasHeader ? [names] : []), ...cells].map((row) =>
          row.map((cell) => writeCell(cell, quote, escape)).join(delimiter),
        );
        const document = `${mark}${preamble.replaceAll('\n', lineEnd)}${written.map((line) => line + lineEnd).join('')}`;
        const table = await read(document);
        expect(table.rows).toEqual(cells);
        if (hasHeader) expect(table.names).toEqual(names);
        expect(table.warnings.filter(({ kind }) => kind === 'skippedRows')).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

/** Every text is quoted, as many writers do; numbers are not. */
function writeCell(cell: string, quote: string, escape: 'doubled' | 'backslash'): string {
  if (/^[-\d.e+]+$/.test(cell)) return cell;
  const escaped =
    escape === 'doubled'
      ? cell.replaceAll(quote, quote + quote)
      : cell.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}
