import type { TextCodec } from '../lib/ports';

const encoder = new TextEncoder();
const decoders = {
  'utf-8': makeDecoder('utf-8'),
  'utf-16le': makeDecoder('utf-16le'),
  'utf-16be': makeDecoder('utf-16be'),
};

/** Text to bytes and back by the platform; a byte order mark is a character like any other. */
export const browserText: TextCodec = {
  encode: (text) => encoder.encode(text),
  decode(bytes, encoding) {
    try {
      return decoders[encoding].decode(bytes);
    } catch {
      return null;
    }
  },
};

function makeDecoder(encoding: string): TextDecoder {
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
}
