import type { Snapshot } from '../../versioning/records';

/** Whether a version is known by the name that a source gives it, and by nothing else. */
export function isNamedVersion({ source, digest, content }: Snapshot): boolean {
  return source.kind === 'import' && source.reference !== '' && digest === null && content === 'unknown';
}

/** The order of versions of one time: digits by their value, so that version 10 follows version 9. */
export function compareVersionNames(a: string, b: string): number {
  const [numberA, numberB] = [Number(a), Number(b)];
  if (Number.isFinite(numberA) && Number.isFinite(numberB) && numberA !== numberB) return numberA - numberB;
  return a < b ? -1 : Number(a > b);
}
