import { foldedDouble } from './foldedDouble';
import { yamlScalar } from './yamlScalar';

/** As wide as the dumper of DVC (ruamel.yaml) makes a line before it goes on in the next. */
const widest = 80;

/** Where a scalar stands: `column` is that behind its key's colon or its dash, `indent` where it goes on in a further line. */
export interface ScalarPlace {
  readonly column: number;
  readonly indent: number;
}

/**
 * A text as a YAML scalar behind a key or dash, with the blank before it and the line ends where the dumper of DVC has them.
 */
export function foldedScalar(text: string, { column, indent }: ScalarPlace): string {
  const scalar = yamlScalar(text);
  if (scalar.startsWith('"')) return ` ${foldedDouble(text, column + 1, indent)}`;
  return scalar.startsWith("'") ? foldedQuoted(scalar, column, indent) : foldedPlain(scalar, column, indent);
}

/** A word that does not fit begins a line, and a single blank at the width ends one; a blank that was written before stays. */
function foldedPlain(text: string, start: number, indent: number): string {
  let [out, column] = [' ', start + 1];
  const breakLine = (): void => {
    out += `\n${' '.repeat(indent)}`;
    column = indent;
  };
  for (const part of text.match(/ +|[^ ]+/g) ?? []) {
    if (part === ' ' && column >= widest) {
      breakLine();
      continue;
    }
    if (!part.startsWith(' ') && column + lengthOf(part) > widest && column > indent) breakLine();
    out += part;
    column += lengthOf(part);
  }
  return out;
}

/** Between single quotes only a blank beyond the width ends a line, and is not written. */
function foldedQuoted(scalar: string, start: number, indent: number): string {
  let [out, column] = [' ', start + 1];
  for (const part of scalar.match(/ +|[^ ]+/g) ?? []) {
    if (part === ' ' && column > widest) {
      out += `\n${' '.repeat(indent)}`;
      column = indent;
    } else {
      out += part;
      column += lengthOf(part);
    }
  }
  return out;
}

/** In characters, as Python counts them. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
