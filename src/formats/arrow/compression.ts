import { CompressionType, setCompressionCodec } from '@uwdata/flechette';
import { decompressZstd } from 'hyparquet-compressors';
import { decompressLz4Frame } from './lz4Frame';

/** Lets flechette read compressed buffers; it keeps its codecs in one registry for all. Nothing is compressed here. */
export function registerCodecs(): void {
  setCompressionCodec(CompressionType.LZ4_FRAME, { decode: decompressLz4Frame, encode: neverEncode });
  setCompressionCodec(CompressionType.ZSTD, {
    decode: (bytes) => decompressZstd(bytes),
    encode: neverEncode,
  });
}

function neverEncode(): never {
  throw new Error('Arrow is only read.');
}
