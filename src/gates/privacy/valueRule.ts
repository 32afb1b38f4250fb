import type { PersonalKind } from './kinds';

/** How values of a kind are recognised. */
export interface ValueRule {
  readonly kind: PersonalKind;
  /** Which of several forms: a country's number, or the way in which it is written. */
  readonly name: string;
  /** `compact` is the text without blanks, dots, dashes and slashes, in upper case. */
  readonly matches: (text: string, compact: string) => boolean;
  /** The share of other values of this shape that match by chance. */
  readonly chance: number;
  /** The score where nearly all values match and the column's name says so, says nothing, or names another thing; 0 means never. */
  readonly score: { readonly kind: number; readonly nothing: number; readonly other: number };
  /** A single value among others is enough: nothing else is written like it. */
  readonly isSure?: true;
  /** What all matching values together have to be where the name does not tell the kind. */
  readonly accepts?: (texts: readonly string[]) => boolean;
  /** What they have to be where it does; `isPlain` where things of other kinds have such a name, too. */
  readonly acceptsNamed?: (texts: readonly string[], isPlain: boolean) => boolean;
}
