import type { Snapshot } from '../../versioning/records';

/** Whether a version is known by the name that a source gives it, such as an MD5 of DVC, and not by a digest of its bytes. */
export function isNamedVersion({ source, digest }: Snapshot): boolean {
  return source.kind === 'import' && source.reference !== '' && digest === null;
}

/** The order of versions of one time: digits by their value, so that version 10 follows version 9. */
export function compareVersionNames(a: string, b: string): number {
  const [numberA, numberB] = [Number(a), Number(b)];
  if (Number.isFinite(numberA) && Number.isFinite(numberB) && numberA !== numberB) return numberA - numberB;
  return a < b ? -1 : Number(a > b);
}
