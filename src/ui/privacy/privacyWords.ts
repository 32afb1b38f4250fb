import { kindWords, personalKinds, type PersonalKind } from '../../gates/privacy/kinds';
import type { ColumnFindings } from '../../gates/privacy/recogniseTable';
import type { Certainty, TagArrival } from '../../lineage/tags';
import { formatCount } from '../shared/format';

/** How a link is known. */
export const linkOrigins = {
  observed: 'observed',
  declared: 'declared',
  inferred: 'inferred from equal bytes',
  manual: 'drawn by hand',
} as const;

/** What a tag is called; one of a later version as it stands. */
export function tagWords(tag: string): string {
  const known = personalKinds.find((kind): kind is PersonalKind => kind === tag);
  return known ? kindWords[known] : tag;
}

/** The tags of a node, each once and in the order of the kinds; possible only where no arrival is certain. */
export function tagsOf(arrivals: readonly TagArrival[]): readonly {
  readonly tag: string;
  readonly certainty: Certainty;
  readonly arrivals: readonly TagArrival[];
}[] {
  const byTag = new Map<string, TagArrival[]>();
  for (const arrival of arrivals) {
    const own = byTag.get(arrival.tag);
    if (own) own.push(arrival);
    else byTag.set(arrival.tag, [arrival]);
  }
  const order = (tag: string): number => personalKinds.findIndex((kind) => kind === tag);
  return Array.from(byTag, ([tag, own]) => ({
    tag,
    certainty: own.some(({ certainty }) => certainty === 'certain')
      ? ('certain' as const)
      : ('possible' as const),
    arrivals: own,
  })).sort((a, b) => order(a.tag) - order(b.tag));
}

/** `e-mail addresses, possibly phone numbers`. */
export function tagListWords(arrivals: readonly TagArrival[]): string {
  return tagsOf(arrivals)
    .map(({ tag, certainty }) => (certainty === 'certain' ? tagWords(tag) : `possibly ${tagWords(tag)}`))
    .join(', ');
}

/** How much of a table was looked at, and what that finds. */
export function lookedWords(columns: readonly ColumnFindings[]): string {
  const named = columns.filter(({ looked }) => looked === null).map(({ name }) => name);
  const sampled = columns.filter(({ looked }) => looked !== null && looked > 1);
  const every = Math.max(...sampled.map(({ looked }) => looked ?? 1));
  const words = [
    named.length === 0 && sampled.length === 0 ? 'Every row was looked at.' : '',
    sampled.length === 0
      ? ''
      : `Of ${listWords(sampled.map(({ name }) => name))} one row in ${formatCount(every)} was looked at: what stands in ${formatCount(3 * every)} rows is found in 95 of 100 cases.`,
    named.length === 0
      ? ''
      : `Of ${listWords(named)} the most frequent values were looked at. Keep the file’s bytes to look at every row.`,
  ];
  return words.filter(Boolean).join(' ');
}

const listWords = (names: readonly string[]): string =>
  names.length > 3 ? `${formatCount(names.length)} columns` : names.join(', ');
