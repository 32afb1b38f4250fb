interface Magic {
  readonly format: string;
  readonly offset: number;
  /** Two hexadecimal digits a byte; `..` is any byte. */
  readonly bytes: string;
}

const magics: readonly Magic[] = [
  { format: 'parquet', offset: 0, bytes: '50415231' }, // PAR1
  { format: 'parquet', offset: 0, bytes: '50415245' }, // PARE: an encrypted footer
  { format: 'arrow', offset: 0, bytes: '4152524f5731' }, // ARROW1
  { format: 'gzip', offset: 0, bytes: '1f8b' },
  { format: 'zip', offset: 0, bytes: '504b0304' },
  { format: 'zip', offset: 0, bytes: '504b0506' },
  { format: 'png', offset: 0, bytes: '89504e470d0a1a0a' },
  { format: 'jpeg', offset: 0, bytes: 'ffd8ff' },
  { format: 'gif', offset: 0, bytes: '47494638' },
  { format: 'webp', offset: 0, bytes: '52494646........57454250' },
  { format: 'wav', offset: 0, bytes: '52494646........57415645' },
  { format: 'tiff', offset: 0, bytes: '49492a00' },
  { format: 'tiff', offset: 0, bytes: '4d4d002a' },
  { format: 'bmp', offset: 0, bytes: '424d........00000000' },
  { format: 'mp4', offset: 4, bytes: '66747970' },
  { format: 'ogg', offset: 0, bytes: '4f676753' },
  { format: 'flac', offset: 0, bytes: '664c6143' },
  { format: 'mp3', offset: 0, bytes: '494433' },
  { format: 'pdf', offset: 0, bytes: '255044462d' },
  { format: 'hdf5', offset: 0, bytes: '894844460d0a1a0a' },
  { format: 'npy', offset: 0, bytes: '934e554d5059' },
  { format: 'gguf', offset: 0, bytes: '47475546' },
  { format: 'avro', offset: 0, bytes: '4f626a01' },
  { format: 'orc', offset: 0, bytes: '4f5243' },
  { format: 'sqlite', offset: 0, bytes: '53514c69746520666f726d6174203300' },
  { format: 'zstd', offset: 0, bytes: '28b52ffd' },
  { format: 'bzip2', offset: 0, bytes: '425a68..314159265359' },
  { format: 'xz', offset: 0, bytes: 'fd377a585a00' },
  { format: '7z', offset: 0, bytes: '377abcaf271c' },
  { format: 'feather1', offset: 0, bytes: '46454131' },
  { format: 'tar', offset: 257, bytes: '7573746172' },
  { format: 'elf', offset: 0, bytes: '7f454c46' },
  { format: 'wasm', offset: 0, bytes: '0061736d' },
];

/** The format whose magic bytes a file begins with; null where it begins with none that is known. */
export function formatOfMagic(head: Uint8Array): string | null {
  const found = magics.find((magic) => matches(head, magic));
  if (found) return found.format;
  if (isArrowStream(head)) return 'arrow';
  if (isSafetensors(head)) return 'safetensors';
  return isPickle(head) ? 'pickle' : null;
}

function matches(head: Uint8Array, { offset, bytes }: Magic): boolean {
  for (let index = 0; index * 2 < bytes.length; index++) {
    const wanted = bytes.slice(index * 2, index * 2 + 2);
    if (wanted !== '..' && head[offset + index] !== Number.parseInt(wanted, 16)) return false;
  }
  return true;
}

/** An encapsulated message: the continuation mark, then a flatbuffer of a length that is a multiple of 8. */
function isArrowStream(head: Uint8Array): boolean {
  if (head.length < 16) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  if (view.getUint32(0) !== 0xffff_ffff) return false;
  const length = view.getInt32(4, true);
  const root = view.getUint32(8, true);
  return length > 0 && length % 8 === 0 && length < 64 * 1024 * 1024 && root > 0 && root < length;
}

/** A little-endian 64-bit length, then that much JSON. */
function isSafetensors(head: Uint8Array): boolean {
  if (head.length < 10) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const length = view.getBigUint64(0, true);
  return length > 1n && length < 100_000_000n && view.getUint16(8) === 0x7b22;
}

/** Protocol 2 and up: PROTO, the version, and for 4 and up a FRAME. */
function isPickle(head: Uint8Array): boolean {
  const [proto, version = 0, next = 0] = head;
  if (proto !== 0x80 || version < 2 || version > 5) return false;
  return version < 4 ? next !== 0 : next === 0x95;
}
