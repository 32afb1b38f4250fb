import type { ContractProperty } from './contract';

/** The index of a property's column: by its physical name, else by its name; -1 where the table has neither. */
export function columnOf({ name, path }: ContractProperty, columnNames: readonly string[]): number {
  const physical = columnNames.indexOf(name);
  return physical === -1 ? columnNames.indexOf(path) : physical;
}
