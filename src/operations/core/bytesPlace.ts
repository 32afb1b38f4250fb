import type { Digest } from '../../versioning/digest';
import type { Manifest, Snapshot } from '../../versioning/records';
import type { KeptFile } from './keptFiles';
import { awaitsBytes } from './pointerBytes';

/** Where a version's bytes are, as far as this workspace knows; a handle of the device may lead to them besides. */
export type BytesPlace =
  /** Kept on this device. */
  | { readonly kind: 'here' }
  /** Kept until what was freed is emptied. */
  | { readonly kind: 'freed' }
  /** Of a folder some files are kept. */
  | { readonly kind: 'partly'; readonly fileCount: number; readonly ofFiles: number }
  /** Known from a pointer, by which they can be had. */
  | { readonly kind: 'pointer' }
  | { readonly kind: 'nowhere' };

/** What is kept on this device, by digest of the file. */
export type KeptStates = ReadonlyMap<Digest, KeptFile['state']>;

/** From the two lists that a store gives. */
export function keptStatesOf(kept: readonly Digest[], freed: readonly Digest[]): KeptStates {
  return new Map([
    ...kept.map((digest) => [digest, 'kept'] as const),
    ...freed.map((digest) => [digest, 'freed'] as const),
  ]);
}

/** Where the bytes of a version are; those of a folder are where all of its files are. */
export function bytesPlaceOf(
  snapshot: Snapshot,
  manifest: Manifest | undefined,
  states: KeptStates,
): BytesPlace {
  const { digest, content } = snapshot;
  if (snapshot.source.kind === 'pointer' && awaitsBytes(snapshot)) return { kind: 'pointer' };
  if (digest === null || content === 'unknown') return { kind: 'nowhere' };
  if (content === 'file') {
    const state = states.get(digest);
    return { kind: state === undefined ? 'nowhere' : state === 'kept' ? 'here' : 'freed' };
  }
  const found = (manifest?.entries ?? []).map((entry) => states.get(entry.digest));
  const fileCount = found.filter((state) => state !== undefined).length;
  if (!manifest || (fileCount === 0 && found.length > 0)) return { kind: 'nowhere' };
  if (fileCount < found.length) return { kind: 'partly', fileCount, ofFiles: found.length };
  return { kind: found.includes('freed') ? 'freed' : 'here' };
}

/** In words, such as `kept on this device`. */
export function bytesPlaceWords(place: BytesPlace): string {
  switch (place.kind) {
    case 'here':
      return 'kept on this device';
    case 'freed':
      return 'freed, and on this device until that is emptied';
    case 'partly':
      return `${place.fileCount} of ${place.ofFiles} files kept on this device`;
    case 'pointer':
      return 'not here: known from a pointer';
    case 'nowhere':
      return 'not kept: only the digest is known';
  }
}
