import type { LineageWarning } from '../../lineage/facts';
import type { Placed } from './place';
import { Remembered } from './remembered';

/** Warnings of one file: equal messages are counted, with the place of the first. */
export class Warnings {
  readonly remembered = new Remembered();
  private readonly found = new Map<string, { place: string; count: number }>();
  private readonly raw = new Map<string, number>();
  private rawPlace = '';
  private toldCount = 0;

  add(message: string, place: string): void {
    this.toldCount++;
    const known = this.found.get(message);
    if (known) known.count++;
    else this.found.set(message, { place, count: 1 });
  }

  /** Counts a facet that is kept as it came and not read. */
  keepRaw(name: string, facets: Placed): void {
    this.toldCount++;
    const count = this.raw.get(name);
    if (count === undefined && this.raw.size === 0) this.rawPlace = facets.at(name).pointer;
    this.raw.set(name, (count ?? 0) + 1);
  }

  /** Reads something, and keeps it where nothing was warned of meanwhile: what is warned of is counted each time. */
  keepSilent<T>(read: () => T | null, keep: (read: T) => void): T | null {
    const before = this.toldCount;
    const value = read();
    if (value !== null && this.toldCount === before) keep(value);
    return value;
  }

  /** What was found, in the order in which it was first seen; facets that are kept as they came are one warning, the last. */
  list(): readonly LineageWarning[] {
    const warnings = [...this.found].map(([message, { place, count }]) => ({ message, place, count }));
    if (this.raw.size === 0) return warnings;
    const counts = [...this.raw].toSorted(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1));
    const named = counts.slice(0, mostNamed).map(([name, count]) => `${name} ${count}`);
    const others = counts.length - named.length;
    const message = `facets kept as they came, not shown: ${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
    const count = counts.reduce((sum, [, each]) => sum + each, 0);
    return [...warnings, { message, place: this.rawPlace, count }];
  }
}

/** Names of facets in one line. */
const mostNamed = 12;

/** Warns of a facet that could not be read. */
export function ignored(facet: string, placed: Placed, warnings: Warnings): void {
  warnings.add(`the facet ${facet} is not shaped as its schema says: left out`, placed.pointer);
}
