import { kindWords, personalKinds, type PersonalKind } from '../../gates/privacy/kinds';
import type { Certainty, TagArrival } from '../../lineage/tags';

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
