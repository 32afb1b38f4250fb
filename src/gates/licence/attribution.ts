import { choicesOf, parseLicence } from './expression';
import { licenceRow } from './licenceTable';

/** Something that is attributed. */
export interface Attributed {
  readonly name: string;
  /** An SPDX expression; null where it is not known. */
  readonly expression: string | null;
  /** Who it is by, and where it is from, in words; none where nothing is known. */
  readonly notes: readonly string[];
}

/** The attribution of everything that went into a work, as text: what it is, its licence, and where that stands. */
export function attributionText(work: string, all: readonly Attributed[]): string {
  const lines = all.flatMap(({ name, expression, notes }) => [
    name,
    `  Licence: ${expression ?? 'not known'}`,
    ...termsOf(expression).map((line) => `  ${line}`),
    ...notes.map((note) => `  ${note}`),
    '',
  ]);
  return [`Attribution of ${work}`, '', ...(lines.length === 0 ? ['Nothing went into it.', ''] : lines)].join(
    '\n',
  );
}

function termsOf(expression: string | null): readonly string[] {
  const parsed = expression === null ? null : parseLicence(expression);
  const choices = parsed?.ok ? choicesOf(parsed.value) : null;
  const ids = new Set((choices ?? []).flat().map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const row = licenceRow(id);
    return row ? [`${row.name}: ${row.source}`] : [];
  });
}
