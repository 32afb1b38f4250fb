import type { LicencePolicy } from '../../gates/licence/judgeLicences';
import type { LicenceRow } from '../../operations/lineage/licenceBoard';
import type { OwnLicence } from '../../operations/lineage/licences';
import { formatShare } from '../shared/format';

/** A verdict, in the words of licences. */
export const licenceNames = {
  pass: 'Kept',
  warn: 'Has terms',
  fail: 'Not kept',
  unknown: 'Not known',
} as const;

/** What a policy asks. */
export const policyNames: Readonly<Record<LicencePolicy, string>> = {
  'commercial-use': 'Commercial use is allowed',
  'no-share-alike': 'Nothing has to be shared alike',
  attribution: 'Warn of what has to be attributed',
  'no-training': 'Training is not forbidden',
  'no-derivatives': 'Derivatives are not forbidden',
  compatible: 'Inputs can stand in one work',
};

/** The licence of an artifact in a few words: its own, else what it has of others. */
export function licenceShort({ own, licence }: LicenceRow): string {
  if (own?.expression) return own.expression;
  const known = [...new Set(licence.arrivals.flatMap(({ expression }) => expression ?? []))];
  if (known.length === 0) return 'not known';
  const more = licence.arrivals.some(({ expression }) => expression === null) ? ' and not known' : '';
  return known.length > 2 ? `${known.length} licences${more}` : `${known.join(', ')}${more}`;
}

/** Who says a licence. */
export function saidByWords({ saidBy, found, said }: OwnLicence): string {
  if (saidBy === 'person') return 'set by hand';
  if (saidBy === 'import') return `an import says “${said ?? ''}”`;
  return `found in ${found
    .map(({ path, way, agreement }) =>
      way === 'field'
        ? `a field of ${path}`
        : `the text of ${path}${agreement === null ? '' : `, which agrees by ${formatShare(agreement)}`}`,
    )
    .join(', ')}`;
}
