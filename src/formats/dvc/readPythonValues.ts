import { WholeFloat, type YamlMap, type YamlValue } from './yamlValues';

/**
 * The parameters in a file of Python, as DVC takes them from it without running it: names that are given a literal at the top, in a class, or
 * by `self.name =` in its `__init__`. What is computed is left out.
 */
export function readPythonValues(text: string): YamlMap {
  const top = new Map<string, YamlValue>();
  let members: Map<string, YamlValue> | null = null;
  let bodyIndent = -1;
  for (const line of logicalLines(text)) {
    const [, indent = '', name, , value] = assignment.exec(line) ?? [];
    const indentLength = indentOf(line);
    const opened = /^class\s+([A-Za-z_]\w*)[^:]*:/.exec(line);
    if (opened) {
      members = new Map();
      bodyIndent = -1;
      top.set(opened[1]!, members);
    } else if (indentLength === 0) members = null;
    else if (bodyIndent === -1) bodyIndent = indentLength;
    if (name === undefined || value === undefined) continue;
    const ofSelf = /^self\.(\w+)$/.exec(name)?.[1];
    const read = new Literal(value).whole();
    if (read === undefined) continue;
    if (indent === '' && ofSelf === undefined) top.set(name, read);
    else if (members && ofSelf !== undefined) members.set(ofSelf, read);
    else if (members && indentLength === bodyIndent) members.set(name, read);
  }
  return top;
}

const assignment = /^(\s*)((?:self\.)?[A-Za-z_]\w*)\s*(:[^=]+)?=(?!=)\s*([^]*)$/;

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Lines with those joined that a bracket holds together; comments, which strings may look like, stay in. */
function* logicalLines(text: string): Generator<string, void> {
  let [held, depth] = ['', 0];
  for (const line of text.split(/\r?\n/)) {
    if (held === '' && (line.trim() === '' || line.trimStart().startsWith('#'))) continue;
    held = held === '' ? line : `${held}\n${line}`;
    const bare = line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*$/g, '');
    depth += (bare.match(/[([{]/g)?.length ?? 0) - (bare.match(/[)\]}]/g)?.length ?? 0);
    if (depth > 0 && held.length < longestValue) continue;
    yield held;
    [held, depth] = ['', 0];
  }
}

const longestValue = 64 * 1024;
const deepest = 50;

/** One literal of Python. */
class Literal {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The value, where nothing but a comment follows it; undefined for anything that is no literal. */
  whole(): YamlValue | undefined {
    const value = this.value(0);
    this.skip();
    return this.at === this.text.length ? value : undefined;
  }

  private value(depth: number): YamlValue | undefined {
    this.skip();
    if (depth > deepest) return undefined;
    const first = this.text[this.at];
    if (first === '[' || first === '(') return this.list(first === '[' ? ']' : ')', depth);
    if (first === '{') return this.dictionary(depth);
    return this.string() ?? this.word();
  }

  private list(close: string, depth: number): YamlValue | undefined {
    this.at++;
    const values: YamlValue[] = [];
    for (;;) {
      this.skip();
      if (this.take(close)) return values;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      values.push(value);
      this.skip();
      if (this.take(',')) continue;
      return this.take(close) ? values : undefined;
    }
  }

  private dictionary(depth: number): YamlValue | undefined {
    this.at++;
    const values = new Map<string, YamlValue>();
    for (;;) {
      this.skip();
      if (this.take('}')) return values;
      const key = this.value(depth + 1);
      this.skip();
      if (key === undefined || (typeof key === 'object' && key !== null) || !this.take(':')) return undefined;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      values.set(String(key), value);
      this.skip();
      if (this.take(',')) continue;
      return this.take('}') ? values : undefined;
    }
  }

  private string(): string | undefined {
    const found =
      /^[rbuRBU]?(?:"""([^]*?)"""|'''([^]*?)'''|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')/.exec(
        this.text.slice(this.at),
      );
    if (!found) return undefined;
    this.at += found[0].length;
    const [, long, longSingle, double, single] = found;
    return (long ?? longSingle ?? double ?? single ?? '').replace(/\\([^])/g, (_, escaped: string) => {
      return escapes[escaped] ?? (`"'\\`.includes(escaped) ? escaped : `\\${escaped}`);
    });
  }

  private word(): YamlValue | undefined {
    const [word] = /^[-+]?[\w.]+(?:(?<=[eE])[-+]\d+)?/.exec(this.text.slice(this.at)) ?? [];
    if (word === undefined) return undefined;
    this.at += word.length;
    if (word === 'True' || word === 'False') return word === 'True';
    if (word === 'None') return null;
    const plain = word.replaceAll(/(?<=\d)_(?=\d)/g, '');
    if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(plain)) return undefined;
    const value = Number(plain);
    return /[.eE]/.test(plain) && Number.isInteger(value) ? new WholeFloat(value) : value;
  }

  private skip(): void {
    const [blank] = /^(?:\s|#[^\n]*|\\\n)*/.exec(this.text.slice(this.at)) ?? [''];
    this.at += blank.length;
  }

  private take(sign: string): boolean {
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
