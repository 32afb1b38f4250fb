import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingestBytes } from '../ingestBytes';
import { tableTexts } from '../tableTexts';
import { rowsOf, workbookOf, deflatedZipOf } from './workbookOf';

const shop = workbookOf({
  sheets: {
    Archive: rowsOf(['x'], [1]),
    Orders: rowsOf(
      ['Orders of March'],
      [],
      ['id', 'amount', 'note', 'paid'],
      [7, 1.5, 'é', true],
      [],
      [9, 2, null, false],
    ),
    People: rowsOf(['name'], ['ada']),
  },
  hidden: ['Archive'],
});

const messages = async (name: string, bytes: Uint8Array): Promise<readonly string[]> => {
  const { table } = await ingestBytes(name, bytes);
  return table!.reading.warnings.flatMap((warning) => (warning.kind === 'other' ? [warning.message] : []));
};

describe('a workbook of Excel', () => {
  it('is its first sheet that is shown, below its title, and names the others', async () => {
    const { table, format } = await ingestBytes('shop.xlsx', shop);
    expect(format).toBe('xlsx');
    expect(table!.reading.columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'integer'],
      ['amount', 'number'],
      ['note', 'string'],
      ['paid', 'boolean'],
    ]);
    expect(await tableTexts('shop.xlsx', shop)).toEqual([
      { id: '7', amount: '1.5', note: 'é', paid: 'true' },
      { id: '9', amount: '2', note: '', paid: 'false' },
    ]);
    expect(await messages('shop.xlsx', shop)).toEqual([
      'rows above the header that are left out: 1',
      'this is the sheet "Orders"; the workbook also has "People", "Archive"',
    ]);
  });

  it('is the sheet that is asked for, a hidden one, too', async () => {
    expect(await tableTexts('shop.xlsx', shop, { table: 'People' })).toEqual([{ name: 'ada' }]);
    expect(await tableTexts('shop.xlsm', shop, { table: 'Archive' })).toEqual([{ x: '1' }]);
  });

  it('has dates where the format of a number shows one', async () => {
    const cells = '<row><c t="str"><v>day</v></c></row><row><c s="1"><v>25569</v></c></row>';
    const sheets = { a: cells };
    expect(await tableTexts('a.xlsx', workbookOf({ sheets, formats: ['yyyy'] }))).toEqual([
      { day: '1970-01-01' },
    ]);
    // 25,569 days after 1 January 1904 are four years and a day later.
    expect(await tableTexts('a.xlsx', workbookOf({ sheets, formats: ['yyyy'], is1904: true }))).toEqual([
      { day: '1974-01-02' },
    ]);
    expect(await tableTexts('a.xlsx', workbookOf({ sheets, formats: ['0.0'] }))).toEqual([{ day: '25569' }]);
  });

  it('has shared texts in all their parts, without how they are spoken, and with what is escaped', async () => {
    const bytes = workbookOf({
      sheets: { a: '<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>' },
      texts:
        '<si><t>na</t><rPh><t>spoken</t></rPh></si><si><r><t>a_x0041_</t></r><r><t xml:space="preserve"> b&amp;</t></r></si>',
    });
    expect(await tableTexts('a.xlsx', bytes)).toEqual([{ na: 'aA b&' }]);
  });

  it('counts what its formulas did not give, and cells beside its columns', async () => {
    const bytes = workbookOf({
      sheets: {
        a: '<row r="1"><c r="B1" t="str"><v>x</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row><row r="3"><c r="B3"><f>B1</f><v/></c><c r="C3"><v>4</v></c></row><row r="4"><c r="B4" t="str"><f>""</f><v></v></c><c r="C4"><v>1</v></c></row>',
      },
    });
    expect(await messages('a.xlsx', bytes)).toEqual([
      'cells beside the columns of the header that are left out: 3',
      'cells with an error such as #N/A are null: 1',
      'cells with a formula that was never computed are null: 1',
    ]);
  });

  it('has numbered columns and all its rows where it is said to have no header', async () => {
    const bytes = workbookOf({ sheets: { a: rowsOf(['title', 1], [2, 3]) } });
    expect(await tableTexts('a.xlsx', bytes, { hasHeader: false, skipLines: 1 })).toEqual([
      { column1: '2', column2: '3' },
    ]);
  });

  it('without a cell is a table without columns', async () => {
    const { table } = await ingestBytes('a.xlsx', workbookOf({ sheets: { a: '' } }));
    expect([table!.reading.rowCount, table!.reading.columns]).toEqual([0, []]);
  });

  it.each([
    ['no workbook', deflatedZipOf({ a: 'b' }), {}, 'malformedXlsx: it holds no workbook'],
    [
      'no such sheet',
      shop,
      { table: 'b' },
      'unsupported: it has no sheet "b"; it has "Orders", "People", "Archive"',
    ],
    ['a cut file', shop.slice(0, 900), {}, 'malformedXlsx: byte 900: the end of a zip archive is missing'],
    [
      'a broken sheet',
      workbookOf({ sheets: { a: '<row>' } }),
      {},
      'malformedXlsx: xl/worksheets/sheet0.xml: ',
    ],
    [
      'an entity of its own',
      workbookOf({ sheets: { a: '<row><c t="str"><v>&lol;</v></c></row>' } }),
      {},
      'malformedXlsx: xl/worksheets/sheet0.xml: ',
    ],
    [
      'a text that is not there',
      workbookOf({ sheets: { a: '<row r="3"><c t="s"><v>7</v></c></row>' } }),
      {},
      'malformedXlsx: row 3: a cell refers to text 7, which is not there',
    ],
    [
      'a bomb',
      workbookOf({ sheets: { a: ' '.repeat(30_000_000) } }),
      {},
      'tooLarge: the part xl/worksheets/sheet0.xml unpacks to far more than a sheet holds',
    ],
  ])('with %s is refused in words', async (_, bytes, options, words) => {
    const { failure } = await ingestBytes('a.xlsx', bytes, { options });
    expect(`${failure!.kind}: ${failure!.message}`).toContain(words);
  });

  it('that is damaged within its parts is read or refused, and never throws', async () => {
    const whole = rowsOf(['id', 'day', 'note'], [1, 25569, 'a'], [2, null, 'é']);
    const damage = fc.tuple(fc.nat(whole.length), fc.nat(12), fc.string({ maxLength: 6, unit: 'binary' }));
    await fc.assert(
      fc.asyncProperty(damage, fc.string({ maxLength: 8 }), async ([at, length, put], code) => {
        const cells = whole.slice(0, at) + put.replaceAll('\0', ' ') + whole.slice(at + length);
        const formats = [code.replace(/[<>&"\p{Cc}]/gu, '')];
        const { table, failure } = await ingestBytes('a.xlsx', workbookOf({ sheets: { a: cells }, formats }));
        expect((table === null) !== (failure === null)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
