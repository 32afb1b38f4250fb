/** The files of a repository's `.git`, wherever it lies. Paths are relative to it, with `/`. */
export interface GitFolder {
  /** Bytes `start` to `end` of a file, all of it where they are not given; null where it is not there. */
  read(path: string, start?: number, end?: number): Promise<Uint8Array | null>;
  /** Paths of the files below a folder that ends with `/`. */
  list(folder: string): readonly string[];
}

/** What reading a repository needs besides its bytes. */
export interface GitPorts {
  /** In hexadecimal. Git's own digests are SHA-1, of newer repositories SHA-256. */
  digest(algorithm: 'SHA-1' | 'SHA-256', bytes: Uint8Array<ArrayBuffer>): Promise<string>;
}

/** Files of a repository are small text; what is larger is not read as such. */
const largestText = 16 * 1024 * 1024;

/** A file as text, each byte one character of Latin-1, which leaves what is ASCII as it is. */
export async function readAscii(git: GitFolder, path: string): Promise<string | null> {
  const bytes = await git.read(path, 0, largestText);
  return bytes && asciiOf(bytes);
}

/** Bytes as text, a character a byte. */
export function asciiOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}

/** Text as bytes; every character has to be below 256. */
export function asciiBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes in lower-case hexadecimal. */
export function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += hexOfByte[byte]!;
  return hex;
}

/** The bytes of an even number of hexadecimal digits. */
export function bytesOfHex(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length >> 1);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** The id of an object: the digest of its type, length and content. */
export async function objectId(
  type: 'blob' | 'tree' | 'commit' | 'tag',
  content: Uint8Array,
  algorithm: 'SHA-1' | 'SHA-256',
  ports: GitPorts,
): Promise<string> {
  const head = asciiBytes(`${type} ${content.length}\0`);
  const whole = new Uint8Array(head.length + content.length);
  whole.set(head);
  whole.set(content, head.length);
  return ports.digest(algorithm, whole);
}
