import { openTable } from '../../lib/ownValue';
import type { Json } from '../../lib/json';
import { Fault } from '../openlineage/place';
import { elementKinds, formalAttributes } from './provModel';

/** A document or bundle as PROV-JSON has it, while it is put together. */
type Container = Record<string, Record<string, Json>>;

/**
 * Reads PROV-N into the object that PROV-JSON would have: records by kind and id, with `_:n…` for relations without one. Throws a `Fault` with line
 * and column where the text breaks the grammar.
 */
export function readProvN(text: string): Json {
  const scanner = new Scanner(text);
  scanner.expectWord('document');
  const document = readContainer(scanner, 'endDocument', true);
  scanner.expectEnd();
  return document;
}

function readContainer(scanner: Scanner, end: string, isDocument: boolean): Container {
  const into: Container = openTable();
  let count = 0;
  for (;;) {
    const at = scanner.place;
    const word = scanner.word();
    if (word === end) return into;
    if (word === 'default') section(into, 'prefix')['default'] = scanner.iri();
    else if (word === 'prefix') section(into, 'prefix')[scanner.name()] = scanner.iri();
    else if (word === 'bundle') {
      if (!isDocument) throw scanner.fault('a bundle stands in a document, and in no bundle', at);
      section(into, 'bundle')[scanner.name()] = readContainer(scanner, 'endBundle', false);
    } else if (word === '') throw scanner.fault(`expected '${end}'`, at);
    else if (!Object.hasOwn(formalAttributes, word)) throw scanner.fault(`unknown statement '${word}'`, at);
    else {
      const { id, attributes } = readStatement(scanner, word);
      add(section(into, word), id ?? `_:n${++count}`, attributes);
    }
  }
}

function section(into: Container, name: string): Record<string, Json> {
  return (into[name] ??= openTable());
}

/** A record that is told twice under one id is a list, as PROV-JSON has it. */
function add(into: Record<string, Json>, id: string, record: Json): void {
  const known = Object.hasOwn(into, id) ? into[id] : undefined;
  into[id] = known === undefined ? record : [...listOf(known), record];
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function readStatement(
  scanner: Scanner,
  kind: string,
): { readonly id: string | null; readonly attributes: Record<string, Json> } {
  scanner.expect('(');
  const formal = formalAttributes[kind]!;
  const attributes = openTable<Json>();
  let id: string | null = null;
  const isElement = elementKinds.has(kind);
  const first = scanner.argument();
  let pending: string | null | undefined = first;
  if (isElement) {
    if (first === null) throw scanner.fault('an element has an identifier', scanner.place);
    id = first;
    pending = scanner.takes(',') ? undefined : null;
  } else if (scanner.takes(';')) {
    id = first;
    pending = scanner.argument();
  }
  let index = 0;
  // Arguments by their places, then what stands in brackets; places at the end may be left out.
  let isMore = pending === undefined;
  if (pending !== undefined && !isElement) {
    setFormal(attributes, formal[index++], pending, scanner);
    isMore = scanner.takes(',');
  }
  while (isMore) {
    if (scanner.takes('[')) {
      readAttributes(scanner, attributes);
      break;
    }
    setFormal(attributes, formal[index++], scanner.argument(), scanner);
    isMore = scanner.takes(',');
  }
  scanner.expect(')');
  return { id, attributes };
}

function setFormal(
  into: Record<string, Json>,
  name: string | undefined,
  value: string | null | undefined,
  scanner: Scanner,
): void {
  if (name === undefined) throw scanner.fault('more arguments than the statement has', scanner.place);
  if (value === null || value === undefined) return;
  const isTime = /[tT]ime$/.test(name);
  if (isTime && !/^\d{4}-\d\d-\d\dT/.test(value))
    throw scanner.fault(`expected a time for ${name}, found '${value}'`, scanner.place);
  into[name] = value;
}

function readAttributes(scanner: Scanner, into: Record<string, Json>): void {
  if (scanner.takes(']')) return;
  do {
    const name = scanner.name();
    scanner.expect('=');
    const value = scanner.literal();
    const known = Object.hasOwn(into, name) ? into[name] : undefined;
    into[name] = known === undefined ? value : [...listOf(known), value];
  } while (scanner.takes(','));
  scanner.expect(']');
}

/** Reads the parts of statements, one after the other. */
class Scanner {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Where the next part begins, in UTF-16 units. */
  get place(): number {
    this.skip();
    return this.at;
  }

  fault(message: string, at: number): Fault {
    const before = this.text.slice(0, at);
    const lineStart = before.lastIndexOf('\n') + 1;
    const line = 1 + (before.match(/\n/g)?.length ?? 0);
    return new Fault(`line ${line}, column ${before.length - lineStart + 1}`, message);
  }

  word(): string {
    return this.match(/[A-Za-z]+/y) ?? '';
  }

  expectWord(word: string): void {
    const at = this.place;
    if (this.word() !== word) throw this.fault(`expected '${word}'`, at);
  }

  expectEnd(): void {
    const at = this.place;
    if (at < this.text.length) throw this.fault('expected nothing more', at);
  }

  takes(mark: string): boolean {
    this.skip();
    if (!this.text.startsWith(mark, this.at)) return false;
    this.at += mark.length;
    return true;
  }

  expect(mark: string): void {
    const at = this.place;
    if (!this.takes(mark)) throw this.fault(`expected '${mark}'`, at);
  }

  iri(): string {
    const at = this.place;
    const iri = this.match(/<[^>\n]*>/y);
    if (iri === null) throw this.fault('expected an address in angle brackets', at);
    return iri.slice(1, -1);
  }

  /** A qualified name, or a prefix, without its escapes. */
  name(): string {
    const at = this.place;
    const name = this.match(/(?:\\.|[^\s\\,;()[\]='"])+/y);
    if (name === null) throw this.fault('expected a name', at);
    return name.replaceAll(/\\(.)/g, '$1');
  }

  /** A name or a time; null for the mark `-`. */
  argument(): string | null {
    const name = this.name();
    return name === '-' ? null : name;
  }

  /** A value as PROV-JSON writes it. */
  literal(): Json {
    const at = this.place;
    const number = this.match(/-?\d+(?![^\s,\]])/y);
    if (number !== null) return { $: number, type: 'xsd:int' };
    if (this.takes("'")) {
      const value = this.match(/(?:\\.|[^'\\])*/y) ?? '';
      this.expect("'");
      return { $: value.replaceAll(/\\(.)/g, '$1'), type: 'prov:QUALIFIED_NAME' };
    }
    const text = this.match(/"""(?:\\[^]|[^\\])*?"""|"(?:\\[^]|[^"\\])*"/y);
    if (text === null) throw this.fault('expected a value', at);
    const value = unquoted(text);
    if (this.takes('%%')) return typed(value, this.name());
    const language = this.text[this.at] === '@' ? this.match(/@[A-Za-z0-9-]+/y) : null;
    return language === null ? value : { $: value, lang: language.slice(1) };
  }

  private match(pattern: RegExp): string | null {
    this.skip();
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  /** Blanks and comments. */
  private skip(): void {
    blanks.lastIndex = this.at;
    this.at += blanks.exec(this.text)?.[0].length ?? 0;
  }
}

const blanks = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;

function typed(value: string, type: string): Json {
  if (type === 'xsd:boolean') return value === 'true' || value === '1';
  return type === 'xsd:string' ? value : { $: value, type };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function unquoted(text: string): string {
  const length = text.startsWith('"""') && text.length >= 6 ? 3 : 1;
  return text.slice(length, -length).replaceAll(/\\([^])/g, (_all, mark: string) => escapes[mark] ?? mark);
}
