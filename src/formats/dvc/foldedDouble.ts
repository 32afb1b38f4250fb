import { escapedCharacter } from './yamlScalar';

/** As wide as the dumper of DVC makes a line. */
const widest = 80;

/**
 * A text in double quotes as the dumper of DVC (ruamel.yaml 0.18 and later) writes it, over several lines where it is wide. A line ends at a blank, which is
 * read back, or with a backslash. `start` is the column of the first quote, `indent` where further lines begin.
 */
export function foldedDouble(text: string, start: number, indent: number): string {
  const characters = Array.from(text);
  let [out, column, from] = ['"', start + 1, 0];
  const write = (piece: string): void => {
    out += piece;
    column += Array.from(piece).length;
  };
  for (let at = 0; at <= characters.length; at++) {
    const character = characters[at];
    const escape = character === undefined ? '' : escapedCharacter(character);
    if (character === undefined || escape !== character) {
      if (from < at) write(characters.slice(from, at).join(''));
      if (from < at) from = at;
      if (character !== undefined) {
        write(escape);
        from = at + 1;
      }
    }
    const mayEnd = at > 0 && at < characters.length - 1 && (character === ' ' || from >= at);
    if (!mayEnd || column + Math.max(0, at - from) <= widest) continue;
    const isEscaped = needsBackslash(characters, from, at);
    write(`${characters.slice(from, at).join('')}${isEscaped ? '\\' : ''}`);
    if (from < at) from = at;
    out += `\n${' '.repeat(indent)}`;
    column = indent;
    if (characters[from] !== ' ') continue;
    // The line's end is read as this blank, or the backslash says that it is none.
    if (isEscaped) write('\\');
    else from++;
  }
  return `${out}"`;
}

/** Whether a reader would take the line's end for a blank that is not there, as the dumper judges it. */
function needsBackslash(characters: readonly string[], from: number, at: number): boolean {
  if (from >= at) return true;
  // A line that does not begin with an escape ends at a blank.
  const next = characters[at + 1];
  return next === undefined || next === ' ' || next === '\n' || characters[at - 1] === ' ';
}
