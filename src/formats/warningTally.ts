import type { LineageWarning } from '../lineage/facts';

/** Warnings of one file: one for each message, with the place where it was first seen and how often. */
export class WarningTally {
  private readonly byMessage = new Map<string, { readonly place: string; count: number }>();

  add(message: string, place: string): void {
    const known = this.byMessage.get(message);
    if (known) known.count++;
    else this.byMessage.set(message, { place, count: 1 });
  }

  list(): LineageWarning[] {
    return [...this.byMessage].map(([message, { place, count }]) => ({ message, place, count }));
  }
}
