import { tableLimits } from '../profile/tablePart';
import { Refusal } from './refusal';

/** Text from UTF-8, strictly; null where the bytes are none. */
export type DecodeText = (bytes: Uint8Array) => string | null;

/** A text of a cell. Throws a `Refusal` where it is longer than a cell may be, or is not UTF-8. */
export function textValue(bytes: Uint8Array, decode: DecodeText): string {
  if (bytes.length > tableLimits.cellByteLength)
    throw new Refusal('tooLarge', `a text is longer than ${tableLimits.cellByteLength} bytes`);
  const text = decode(bytes);
  if (text === null) throw new Refusal('undecodableText', 'a text is not UTF-8');
  return text;
}
