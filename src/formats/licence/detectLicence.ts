import { readLicenceField } from './licenceFields';
import { isLicenceFile } from './licenceFileNames';
import { licenceOfField } from './licenceNames';
import { recogniseText } from './recogniseText';

/** A licence that a file tells. */
export interface DetectedLicence {
  readonly path: string;
  /** The field of a package, card or Croissant file, or the text of a licence. */
  readonly way: 'field' | 'text';
  /** An SPDX expression; null where the file has a field or a text, and says nothing that is known. */
  readonly expression: string | null;
  /** The field as it is written, and where; null for a text. */
  readonly said: string | null;
  readonly place: string | null;
  /** The share of the licence's text that stands in the file; null for a field, and where a sentence told. */
  readonly agreement: number | null;
}

/** What one file says of the licence; null where it has neither a field nor the text of one. */
export function detectLicence(path: string, text: string): DetectedLicence | null {
  if (isLicenceFile(path)) {
    const found = recogniseText(text);
    const ids = found.map(({ id }) => id);
    return {
      path,
      way: 'text',
      expression: ids.length === 0 ? null : ids.join(' AND '),
      said: null,
      place: null,
      agreement: found.length === 0 ? null : least(found.map(({ agreement }) => agreement)),
    };
  }
  const field = readLicenceField(path, text);
  if (field === null) return null;
  const expressions = field.said.map(licenceOfField);
  const known = expressions.every((each): each is string => each !== null) ? [...new Set(expressions)] : [];
  const needsParentheses = (each: string): boolean => known.length > 1 && / (?:AND|OR) /.test(each);
  const joined = known.map((each) => (needsParentheses(each) ? `(${each})` : each));
  return {
    path,
    way: 'field',
    expression: joined.length === 0 ? null : joined.join(field.joined === 'and' ? ' AND ' : ' OR '),
    said: field.said.join(', '),
    place: field.place,
    agreement: null,
  };
}

function least(values: readonly (number | null)[]): number | null {
  return values.some((each) => each === null) ? null : Math.min(...values.map((each) => each!));
}
