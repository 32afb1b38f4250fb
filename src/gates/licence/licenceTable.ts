import { dataLicences } from './dataLicences';
import { modelLicences } from './modelLicences';
import { softwareLicences } from './softwareLicences';
import type { LicenceRow } from './tableRow';

/** Every licence that is known here, with where its text stands [N3]. Terms change: the text decides. */
export const licenceTable: readonly LicenceRow[] = [...dataLicences, ...softwareLicences, ...modelLicences];

const byLowerId = new Map(licenceTable.map((each) => [each.id.toLowerCase(), each]));

/** Ids that the SPDX list has given up, and what they mean. */
const formerIds: ReadonlyMap<string, string> = new Map(
  ['LGPL-2.1', 'LGPL-3.0', 'GPL-2.0', 'GPL-3.0', 'AGPL-3.0', 'GFDL-1.3'].map((id) => [
    id.toLowerCase(),
    `${id}-only`,
  ]),
);

/** A former id with `+` by its new name; null for every other. */
export function laterId(id: string): string | null {
  const only = formerIds.get(id.toLowerCase());
  return only === undefined ? null : only.replace(/-only$/, '-or-later');
}

/** An id in the case of the table, and a former one by its new name; one that is not known stays as it is. */
export function canonicalId(id: string): string {
  const lower = id.toLowerCase();
  return byLowerId.get(lower)?.id ?? formerIds.get(lower) ?? id;
}

/** The row of a licence, in any case; undefined where the table has none. */
export function licenceRow(id: string): LicenceRow | undefined {
  return byLowerId.get(canonicalId(id).toLowerCase());
}
