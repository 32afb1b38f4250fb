import type { DerivedResults } from '../storage/derivedResults';

/** The derived results of a workspace, whose store is loaded at the first question. */
export function derivedOf(databaseName: string): DerivedResults {
  let opened: Promise<DerivedResults> | null = null;
  const open = (): Promise<DerivedResults> => {
    opened ??= import('../storage/derivedResults').then((store) => store.openDerivedResults(databaseName));
    return opened;
  };
  return {
    read: async (kind, inputs) => (await open()).read(kind, inputs),
    write: async (kind, inputs, result) => (await open()).write(kind, inputs, result),
    clear: async () => (await open()).clear(),
    close: () => void opened?.then((results) => results.close()),
  };
}
