import { freeConditions, type Conditions } from './conditions';

/** A licence of the table. */
export interface LicenceRow {
  /** As the SPDX list writes it; `LicenseRef-…` for what is not on it. */
  readonly id: string;
  readonly name: string;
  /** Where its text stands. */
  readonly source: string;
  readonly conditions: Conditions;
  /** What shared alike has to be under; null where nothing has to. */
  readonly family: string | null;
}

/** Attribution is owed, and all else is free. */
export const attributed: Conditions = { ...freeConditions, attribution: 'bound' };
/** What is made of it has to be shared alike. */
export const strong: Conditions = { ...attributed, shareAlike: 'bound' };
/** Shared alike are the files themselves, and not what is built with them. */
export const weak: Conditions = { ...attributed, shareAlike: 'limited' };
/** A row of the table. */
export function row(
  id: string,
  name: string,
  source: string,
  conditions: Conditions,
  family: string | null = null,
): LicenceRow {
  return { id, name, source, conditions, family };
}
