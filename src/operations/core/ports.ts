import type { Hashers, TextCodec } from '../../lib/ports';
import type { ActorId } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import type { Store } from './store';

/** What every operation needs from outside; the composition root or the command line provides it. */
export interface OperationPorts {
  readonly store: Store;
  readonly hashers: Hashers;
  readonly text: TextCodec;
  /** SHA-256 of text in UTF-8, where there is a quicker way than through bytes. */
  readonly sha256OfText?: (text: string) => string;
  /** SHA-256 of each of many texts in UTF-8, on another thread, where there is one. */
  readonly sha256OfTexts?: (texts: readonly string[]) => Promise<readonly string[]>;
  /** A fresh opaque id (a UUID). */
  newId(): string;
  now(): Timestamp;
  readonly actor: ActorId;
  /** `none` for a store that is gone before anybody could verify it: its records are not sealed ([V50]). */
  readonly seals?: 'none';
}
