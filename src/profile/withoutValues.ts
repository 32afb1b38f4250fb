import type { TableProfile } from './profile';

/** A profile in which no value of some columns can be read: their counts and lengths stay, their values and figures go. */
export function withoutValues(profile: TableProfile, columns: ReadonlySet<string>): TableProfile {
  return {
    ...profile,
    columns: profile.columns.map((column) =>
      columns.has(column.name)
        ? {
            ...column,
            frequent: { items: [], isComplete: false, maxCountError: column.rowCount },
            min: null,
            max: null,
            numbers: null,
          }
        : column,
    ),
  };
}
