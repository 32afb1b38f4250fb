import { err, ok, type Result } from '../../lib/result';
import { canonicalId, laterId } from './licenceTable';

/** One licence of an expression. */
export interface LicenceTerm {
  readonly kind: 'licence';
  /** As the SPDX list writes it, or `LicenseRef-…`. */
  readonly id: string;
  /** `+`: this version or a later one. */
  readonly orLater: boolean;
  /** What follows `WITH`; null where nothing does. */
  readonly exception: string | null;
}

/** What an SPDX expression says: both hold (`and`), or who gets it chooses (`or`). */
export type LicenceExpression =
  LicenceTerm | { readonly kind: 'and' | 'or'; readonly parts: readonly LicenceExpression[] };

/** Why a text is no SPDX expression, and at which character, from 1. */
export interface LicenceFault {
  readonly position: number;
  readonly message: string;
}

interface Token {
  readonly text: string;
  readonly position: number;
}

/** Deeper nesting is refused. */
const deepest = 64;
const idstring = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?[A-Za-z0-9.-]+\+?$/;

/** Reads an SPDX expression [N1]: `AND`, `OR` and `WITH` in upper or lower case, `+`, parentheses, `LicenseRef-…`. */
export function parseLicence(text: string): Result<LicenceExpression, LicenceFault> {
  const tokens = [...text.matchAll(/[()]|[^\s()]+/g)].map((match): Token => ({
    text: match[0],
    position: match.index + 1,
  }));
  try {
    return ok(new Parser(tokens, text.length + 1).whole());
  } catch (error) {
    if (error instanceof NoExpression) return err({ position: error.position, message: error.message });
    throw error;
  }
}

function licenceNamed(text: string): Pick<LicenceTerm, 'id' | 'orLater'> {
  if (!text.endsWith('+')) return { id: canonicalId(text), orLater: false };
  const id = text.slice(0, -1);
  const later = laterId(id);
  return later === null ? { id: canonicalId(id), orLater: true } : { id: later, orLater: false };
}

class NoExpression extends Error {
  readonly position: number;

  constructor(position: number, message: string) {
    super(message);
    this.position = position;
  }
}

class Parser {
  #at = 0;
  #depth = 0;
  readonly #tokens: readonly Token[];
  readonly #end: number;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  whole(): LicenceExpression {
    const read = this.#or();
    const rest = this.#tokens[this.#at];
    if (rest)
      throw new NoExpression(rest.position, `${rest.text} stands where AND, OR or the end is expected`);
    return read;
  }

  #or(): LicenceExpression {
    return this.#joined('or', () => this.#joined('and', () => this.#one()));
  }

  #joined(kind: 'and' | 'or', one: () => LicenceExpression): LicenceExpression {
    const parts = [one()];
    while (this.#isWord(kind)) {
      this.#at++;
      parts.push(one());
    }
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }

  #one(): LicenceExpression {
    const token = this.#tokens[this.#at];
    if (token?.text === '(') {
      if (++this.#depth > deepest) throw new NoExpression(token.position, 'it is nested too deeply');
      this.#at++;
      const inside = this.#or();
      if (this.#tokens[this.#at]?.text !== ')')
        throw new NoExpression(this.#position(), 'a closing parenthesis is missing');
      this.#at++;
      this.#depth--;
      return inside;
    }
    const { id: plain, orLater } = licenceNamed(this.#id('a licence'));
    if (!this.#isWord('with')) return { kind: 'licence', id: plain, orLater, exception: null };
    this.#at++;
    return { kind: 'licence', id: plain, orLater, exception: this.#id('an exception') };
  }

  #id(wanted: string): string {
    const token = this.#tokens[this.#at];
    if (!token || !idstring.test(token.text) || /^(?:and|or|with)$/i.test(token.text))
      throw new NoExpression(
        this.#position(),
        `${wanted} is expected${token ? `, and not ${token.text}` : ''}`,
      );
    this.#at++;
    return token.text;
  }

  #isWord(word: string): boolean {
    return this.#tokens[this.#at]?.text.toLowerCase() === word;
  }

  #position(): number {
    return this.#tokens[this.#at]?.position ?? this.#end;
  }
}

/** An expression as text, with parentheses only where they are needed. */
export function licenceText(expression: LicenceExpression): string {
  if (expression.kind === 'licence') {
    const { id, orLater, exception } = expression;
    return `${id}${orLater ? '+' : ''}${exception === null ? '' : ` WITH ${exception}`}`;
  }
  const { kind, parts } = expression;
  return parts
    .map((part) => (kind === 'and' && part.kind === 'or' ? `(${licenceText(part)})` : licenceText(part)))
    .join(kind === 'and' ? ' AND ' : ' OR ');
}

/** More choices than these are not looked at. */
const mostChoices = 64;

/** The choices that an expression leaves, each a set of licences that hold together; null where there are more than 64. */
export function choicesOf(expression: LicenceExpression): readonly (readonly LicenceTerm[])[] | null {
  if (expression.kind === 'licence') return [[expression]];
  let choices: readonly (readonly LicenceTerm[])[] = expression.kind === 'or' ? [] : [[]];
  for (const part of expression.parts) {
    const own = choicesOf(part);
    if (own === null) return null;
    choices =
      expression.kind === 'or'
        ? [...choices, ...own]
        : choices.flatMap((before) => own.map((after) => [...before, ...after]));
    if (choices.length > mostChoices) return null;
  }
  return choices;
}
