/** A file's bytes, wherever they are. Reading past the end gives what is there. */
export interface ByteSource {
  readonly byteLength: number;
  /** Bytes `start` (inclusive) to `end` (exclusive) in a buffer that belongs to the caller. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** A hash that is fed piece by piece; `hex` ends it. */
export interface StreamingHasher {
  update(bytes: Uint8Array): void;
  hex(): string;
}

/** Synchronous hashers, so that they can be used inside a transaction. */
export interface Hashers {
  sha256(): StreamingHasher;
  md5(): StreamingHasher;
}

/** Text to UTF-8 and back. `decode` is fatal: it gives null where the bytes are not valid in that encoding, or it is not known. */
export interface TextCodec {
  encode(text: string): Uint8Array<ArrayBuffer>;
  decode(bytes: Uint8Array, encoding: TextEncodingName): string | null;
}

/** A label of the Encoding Standard, such as `utf-8`, `utf-16le` or `windows-1252`. */
export type TextEncodingName = string;

/** Asked for between pieces of long work. An `AbortSignal` is one. */
export interface Cancellation {
  readonly aborted: boolean;
  /** Throws the reason where `aborted`; cancelling is not a failure and is never shown as one. */
  throwIfAborted(): void;
}

/** Random bits from a seed or from the system: a number in [0, 1). */
export type Random = () => number;

/** Whether a signature of Ed25519 (RFC 8032, 64 bytes) is one of a message by a public key (32 bytes). */
export type CheckSignature = (
  publicKey: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
) => Promise<boolean>;

/** A private key of Ed25519 that signs, and the public key that checks what it signed. */
export interface Signer {
  readonly publicKey: Uint8Array<ArrayBuffer>;
  sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}
