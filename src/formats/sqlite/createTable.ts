/** A table as its `CREATE TABLE` declares it. */
export interface DeclaredTable {
  /** In their order. */
  readonly columns: readonly string[];
  /** The column that stands for the row's number and is not stored; -1 for none. */
  readonly rowIdColumn: number;
  readonly isWithoutRowId: boolean;
}

const constraints = /^(?:constraint|primary|unique|check|foreign)$/i;
const endOfType = /^(?:constraint|primary|not|null|unique|check|default|collate|references|generated|as)$/i;

/** Reads a `CREATE TABLE` as SQLite keeps it in its schema; null where it is none. */
export function readCreateTable(sql: string): DeclaredTable | null {
  const tokens = tokensOf(sql);
  const open = tokens.findIndex(({ text, isQuoted }) => text === '(' && !isQuoted);
  if (open === -1 || !/^create$/i.test(tokens[0]?.text ?? '')) return null;
  const { parts, end } = partsOf(tokens, open + 1);
  const columns: string[] = [];
  const integerColumns = new Set<string>();
  let rowIdColumn = -1;
  let keyColumn: string | null = null;
  for (const part of parts) {
    const [first] = part;
    if (!first) continue;
    if (!first.isQuoted && constraints.test(first.text)) {
      keyColumn = onlyKeyColumn(part) ?? keyColumn;
      continue;
    }
    const afterType = part.findIndex(
      ({ text, isQuoted }, index) => index > 0 && !isQuoted && endOfType.test(text),
    );
    const type = part.slice(1, afterType === -1 ? part.length : afterType);
    if (type.length === 1 && /^integer$/i.test(type[0]!.text)) integerColumns.add(first.text.toLowerCase());
    if (indexOfPrimaryKey(part) > 0) keyColumn = first.text;
    columns.push(first.text);
  }
  if (keyColumn !== null && integerColumns.has(keyColumn.toLowerCase()))
    rowIdColumn = columns.findIndex((name) => name.toLowerCase() === keyColumn.toLowerCase());
  const isWithoutRowId = tokens.slice(end).some(({ text }) => /^without$/i.test(text));
  return { columns, rowIdColumn, isWithoutRowId };
}

interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
}

function tokensOf(sql: string): Token[] {
  const pattern =
    /--[^\n]*|\/\*[^]*?\*\/|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^\]]*)\]|'((?:[^']|'')*)'|([\w$\u0080-\uffff]+)|([^\s])/g;
  const tokens: Token[] = [];
  for (const [, double, back, square, single, word, sign] of sql.matchAll(pattern)) {
    const quoted =
      double?.replaceAll('""', '"') ?? back?.replaceAll('``', '`') ?? square ?? single?.replaceAll("''", "'");
    const text = quoted ?? word ?? sign;
    if (text !== undefined) tokens.push({ text, isQuoted: quoted !== undefined });
  }
  return tokens;
}

/** What stands between the commas of the outermost parentheses. */
function partsOf(
  tokens: readonly Token[],
  start: number,
): { readonly parts: readonly (readonly Token[])[]; readonly end: number } {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (!token.isQuoted) {
      if (token.text === ')' && depth === 0) return { parts, end: at };
      if (token.text === '(') depth++;
      if (token.text === ')') depth--;
      if (token.text === ',' && depth === 0) {
        parts.push([]);
        continue;
      }
    }
    parts.at(-1)!.push(token);
  }
  return { parts, end: tokens.length };
}

function indexOfPrimaryKey(part: readonly Token[]): number {
  return part.findIndex(
    ({ text, isQuoted }, index) =>
      !isQuoted && /^primary$/i.test(text) && /^key$/i.test(part[index + 1]?.text ?? ''),
  );
}

/** The column of `PRIMARY KEY (column)`; null where it is of several, or the part says something else. */
function onlyKeyColumn(part: readonly Token[]): string | null {
  const at = indexOfPrimaryKey(part);
  if (at === -1) return null;
  const [open, column, close] = part.slice(at + 2);
  return open?.text === '(' && close?.text === ')' ? (column?.text ?? null) : null;
}
