import type { ObjectShape } from './jsonObjects';

/** The beginning of a file that may be lineage. */
export interface TextHead {
  /** Where it lies; only its last part and ending say something. */
  readonly path: string;
  /** Its first bytes, UTF-8 or UTF-16, with a character for each of ASCII; other characters are not told apart. */
  readonly text: string;
}

/** How a format is told from others: by an object of JSON, or by the beginning of its text. The content comes first, the name second. */
export type Recognition =
  | { readonly by: 'object'; readonly test: (shape: ObjectShape) => boolean }
  | { readonly by: 'text'; readonly test: (head: TextHead) => boolean };

/** One format that is read as lineage. */
export interface LineageFormat {
  readonly name: 'openlineage' | 'dvc' | 'git-lfs';
  readonly recognition: Recognition;
}
