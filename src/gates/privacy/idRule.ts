/** How the numbers that one office gives out are recognised. */
export interface IdRule {
  readonly kind: 'nationalId' | 'taxId' | 'passport';
  /** ISO 3166-1 alpha-2, and what people call it. */
  readonly name: string;
  /** Of the text without blanks, dots, dashes and slashes, in upper case. */
  readonly pattern: RegExp;
  /** Of the text as it is written, where only that tells it from other numbers. */
  readonly written?: RegExp;
  readonly check: (compact: string) => boolean;
  /** The share of other numbers of its shape that pass by chance. */
  readonly chance: number;
  /** Other numbers of the same check are as common: only a column's name tells it. */
  readonly needsName?: true;
}

/** A rule of a kind, as one line. */
export function idRule(
  kind: IdRule['kind'],
  name: string,
  pattern: RegExp,
  chance: number,
  check: IdRule['check'] = () => true,
  more: Pick<IdRule, 'needsName' | 'written'> = {},
): IdRule {
  return { kind, name, pattern, chance, check, ...more };
}

/** The text without what people write between groups, in upper case. */
export function compactOf(text: string): string {
  return text.replaceAll(/[\s.\-/\u00A0\u2010-\u2015]/g, '').toUpperCase();
}

/** Whether a text is such a number. */
export function isOfRule(rule: IdRule, text: string, compact: string): boolean {
  return (rule.written?.test(text) ?? true) && rule.pattern.test(compact) && rule.check(compact);
}
