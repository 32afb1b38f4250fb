/** A column as pandas has it after reading a file. */
export interface PandasColumn {
  readonly name: string;
  /** `other` are flags, times and objects, which no digest counts. */
  readonly type: 'integer' | 'float' | 'text' | 'other';
  /** Of numbers in fewer bits than 64. */
  readonly bits?: 8 | 16 | 32;
  /** As they are written; null for one that is missing. */
  readonly cells: readonly (string | null)[];
}

/** What pandas takes for a missing cell, quoted or not. */
const missing = new Set(
  ',#N/A,#N/A N/A,#NA,-1.#IND,-1.#QNAN,-NaN,-nan,1.#IND,1.#QNAN,<NA>,N/A,NA,NULL,NaN,None,n/a,nan,null'.split(
    ',',
  ),
);

const integerPattern = /^\s*[+-]?\d{1,19}\s*$/;
const floatPattern = /^\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf(?:inity)?)\s*$/i;
const flagPattern = /^(?:true|True|TRUE|false|False|FALSE)$/;

/**
 * A table of comma-separated text as `pandas.read_csv` reads it when it is told nothing: types are found over whole columns, a column of
 * integers with a missing cell is of floats. Null where its rows are longer than its header, or it has a name twice.
 */
export function readPandasTable(text: string): readonly PandasColumn[] | null {
  const rows = rowsOf(text.replace(/^\uFEFF/, ''));
  const header = rows.next();
  if (header.done) return null;
  const names = header.value;
  if (new Set(names).size !== names.length || names.includes('')) return null;
  const cells = names.map((): (string | null)[] => []);
  for (const row of rows) {
    if (row.length > names.length) return null;
    for (const [index, column] of cells.entries()) {
      const cell = row[index] ?? '';
      column.push(missing.has(cell) ? null : cell);
    }
  }
  return names.map((name, index) => ({ name, type: typeOf(cells[index]!), cells: cells[index]! }));
}

function typeOf(cells: readonly (string | null)[]): PandasColumn['type'] {
  let [isInteger, isFloat, isFlag, hasMissing] = [true, true, true, false];
  for (const cell of cells) {
    if (cell === null) {
      hasMissing = true;
      continue;
    }
    isInteger &&= isInteger64(cell);
    isFloat &&= floatPattern.test(cell);
    isFlag &&= flagPattern.test(cell);
    if (!isFloat && !isFlag) return 'text';
  }
  if (isFloat) return isInteger && !hasMissing ? 'integer' : 'float';
  return hasMissing ? 'text' : 'other';
}

function isInteger64(cell: string): boolean {
  if (!integerPattern.test(cell)) return false;
  const value = BigInt(cell.trim().replace(/^\+/, ''));
  return value >= -(2n ** 63n) && value < 2n ** 63n;
}

/** Rows of fields, RFC 4180; empty lines are none. */
function* rowsOf(text: string): Generator<string[], void> {
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    const start = at;
    for (;;) {
      let field = '';
      if (text[at] === '"') {
        for (;;) {
          const end = text.indexOf('"', at + 1);
          field += text.slice(at + 1, end === -1 ? text.length : end);
          at = end === -1 ? text.length : end + 1;
          if (text[at] !== '"') break;
          field += '"';
        }
      }
      const plain = /[,\r\n]/g;
      plain.lastIndex = at;
      const end = plain.exec(text)?.index ?? text.length;
      row.push(field + text.slice(at, end));
      at = end + 1;
      if (text[end] !== ',') {
        if (text[end] === '\r' && text[at] === '\n') at++;
        break;
      }
    }
    const isEmpty = row.length === 1 && row[0] === '' && text[start] !== '"';
    if (!isEmpty) yield row;
  }
}
