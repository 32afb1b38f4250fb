import type { LineageWarning } from './event';

/** Warnings of one file: equal messages are counted, with the place of the first. */
export class Warnings {
  private readonly found = new Map<string, { place: string; count: number }>();

  add(message: string, place: string): void {
    const known = this.found.get(message);
    if (known) known.count++;
    else this.found.set(message, { place, count: 1 });
  }

  list(): readonly LineageWarning[] {
    return [...this.found].map(([message, { place, count }]) => ({ message, place, count }));
  }
}
