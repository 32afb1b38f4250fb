/**
 * A text as a YAML 1.2 scalar in one line, plain or quoted as the dumper of DVC (ruamel.yaml) chooses. It differs from
 * DVC only where that would go on in a further line: after 80 columns, and at the line ends of Unicode.
 */
export function yamlScalar(text: string): string {
  if (isPlain(text)) return text;
  return printableLine.test(text) && !text.includes("'") ? `'${text}'` : `"${escaped(text)}"`;
}

/** What needs no escape. */
const printableLine = /^[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;

function isPlain(text: string): boolean {
  return (
    printableLine.test(text) &&
    !/^ | $|^---|^\.\.\.|^[#,[\]{}&*!|>'"%@`]|^[?-](?= |$)|:(?= |$)| #/.test(text) &&
    !isOtherType(text)
  );
}

/** What a reader of YAML 1.2 takes for a truth value, a number, a date, nothing, or a key of its own. */
function isOtherType(text: string): boolean {
  return (
    /^(?:true|True|TRUE|false|False|FALSE|~|null|Null|NULL|<<|=|)$/.test(text) ||
    /^[-+]?(?:0b[01_]+|0o?[0-7_]+|[0-9_]+|0x[0-9a-fA-F_]+)$/.test(text) ||
    /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)|\.[0-9_]+(?:[eE][-+][0-9]+)?)$/.test(
      text,
    ) ||
    /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text) ||
    /^\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)?$/.test(
      text,
    )
  );
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\u2028': 'L',
  '\u2029': 'P',
};

function escaped(text: string): string {
  return Array.from(text, escapedCharacter).join('');
}

/** A character as it stands between double quotes; itself where it needs no escape. */
export function escapedCharacter(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return `\\${short}`;
  if (printableLine.test(character)) return character;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}
