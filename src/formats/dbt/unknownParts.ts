import type { LineageWarning } from '../../lineage/facts';

/** Names in one line. */
const mostNamed = 12;

/** What of an artifact is not known, by name, with how often it is there. */
export class UnknownParts {
  private readonly counts = new Map<string, number>();
  private place = '';

  note(name: string, place: string): void {
    const known = this.counts.get(name) ?? 0;
    if (this.counts.size === 0) this.place = place;
    this.counts.set(name, known + 1);
  }

  /** One warning that names the most frequent ones with their counts after `message`; none where nothing was noted. */
  list(message: string): readonly LineageWarning[] {
    if (this.counts.size === 0) return [];
    const counts = [...this.counts].sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1));
    const named = counts.slice(0, mostNamed).map(([name, count]) => `${name.slice(0, 80)} ${count}`);
    const others = counts.length - named.length;
    return [
      {
        message: `${message}: ${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}`,
        place: this.place,
        count: counts.reduce((sum, [, count]) => sum + count, 0),
      },
    ];
  }
}
