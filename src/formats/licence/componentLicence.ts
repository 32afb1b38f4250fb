import type { DetectedLicence } from './detectLicence';

/** The licence that the files of one folder tell together. */
export interface ComponentLicence {
  /** Of its fields where one tells it, else of its texts; null where it is not known. */
  readonly expression: string | null;
  /** What its files say otherwise, in words. */
  readonly disagreements: readonly string[];
}

/** Fields hold before texts: who wrote them says what holds. Several of one kind hold together. */
export function componentLicence(found: readonly DetectedLicence[]): ComponentLicence {
  const known = (way: DetectedLicence['way']): readonly DetectedLicence[] =>
    found.filter((each) => each.way === way && each.expression !== null);
  const [fields, texts] = [known('field'), known('text')];
  const holding = fields.length > 0 ? fields : texts;
  const expressions = [...new Set(holding.flatMap(({ expression }) => expression ?? []))];
  const first = fields[0];
  const differing = [...fields.slice(1), ...texts].filter(
    ({ expression }) =>
      first !== undefined && !first.expression!.split(/[\s()]+/).some((id) => isSame(id, expression!)),
  );
  return {
    expression:
      expressions.length === 0
        ? null
        : expressions.length === 1
          ? expressions[0]!
          : expressions.map((each) => (/ OR /.test(each) ? `(${each})` : each)).join(' AND '),
    disagreements: differing.map(
      (each) =>
        `${first!.path} says ${first!.expression}, and ${each.path} ${each.way === 'text' ? 'reads as' : 'says'} ${each.expression}`,
    ),
  };
}

/** A text does not tell whether later versions hold, too. */
function isSame(id: string, other: string): boolean {
  const plain = (text: string): string => text.replace(/-(?:only|or-later)$/, '').replace(/\+$/, '');
  return plain(id) === plain(other) || other.split(/[\s()]+/).some((each) => plain(each) === plain(id));
}
