import type { TextCodec } from '../lib/ports';

const encoder = new TextEncoder();
const decoders = new Map<string, TextDecoder>();

/** Text to bytes and back by the platform; a byte order mark is a character like any other. */
export const browserText: TextCodec = {
  encode: (text) => encoder.encode(text),
  decode(bytes, encoding) {
    try {
      const decoder = decoders.get(encoding) ?? makeDecoder(encoding);
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  },
};

function makeDecoder(encoding: string): TextDecoder {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  decoders.set(encoding, decoder);
  return decoder;
}
