/** The head of a shared store as it was read: its bytes, and the mark that a move of it names. */
export interface RemoteHead {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mark: string;
}

/** A store that several machines share. Objects never change; the head alone moves. Each method may throw `RemoteFault`. */
export interface Remote {
  /** The bytes of an object; null where there is none. Longer than `mostBytes` is a fault. */
  read(name: string, mostBytes: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Writes an object whole or not at all. One of that name and length that is there already stays. */
  create(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Null where nothing was pushed yet. */
  head(): Promise<RemoteHead | null>;
  /** Moves the head from the one that was read, or from none. False where somebody else moved it meanwhile. */
  moveHead(bytes: Uint8Array<ArrayBuffer>, from: RemoteHead | null): Promise<boolean>;
  /** Whether two that move the head at once can be told apart; a probe tells. */
  keepsConditions(): Promise<boolean>;
}

/** Why a shared store cannot be used, in words: it does not answer, refuses, or holds what it may not. */
export class RemoteFault extends Error {
  override readonly name = 'RemoteFault';
}

/** A head is one short line: what is longer is none. */
export const mostHeadBytes = 4096;

/** The name of a pack by the digest of its bytes. */
export const packName = (digest: string): string => `packs/${digest}`;

/** The name of a tree by the digest of its bytes. */
export const treeName = (digest: string): string => `trees/${digest}`;
