import { SaxesParser } from 'saxes';
import { joinBytes } from '../../lib/joinBytes';
import type { ByteSource, Cancellation } from '../../lib/ports';
import { decodeUtf8, firstInvalidUtf8 } from '../../table/utf8';
import { refuse } from '../refusal';

const bytesAtOnce = 256 * 1024;

/** What is heard of a document, in its order; names are without their prefixes. */
export interface XmlListener {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** The text between two tags, which may come in several parts. */
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads a part of a workbook piece by piece. `part` is its name in the archive. Throws a `Refusal` with its line where it is no XML; entities
 * that a document declares itself are not known, and so refused.
 */
export async function readXml(
  source: ByteSource,
  part: string,
  listener: XmlListener,
  cancellation: Cancellation,
): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on('error', ({ message }) => refuse(`${part}: ${message}`));
  parser.on('opentag', ({ name, attributes }) => listener.open(localName(name), attributes));
  parser.on('closetag', ({ name }) => listener.close?.(localName(name)));
  parser.on('text', (text) => listener.text?.(text));
  let cut: Uint8Array = new Uint8Array(0);
  for (let at = 0; at < source.byteLength; at += bytesAtOnce) {
    cancellation.throwIfAborted();
    const read = await source.read(at, Math.min(at + bytesAtOnce, source.byteLength));
    const bytes = cut.length === 0 ? read : joinBytes([cut, read]);
    const end = at + bytesAtOnce < source.byteLength ? endOfCharacters(bytes) : bytes.length;
    if (firstInvalidUtf8(bytes.subarray(0, end)) !== -1) refuse(`${part}: it is not UTF-8`);
    parser.write(decodeUtf8(bytes, 0, end));
    cut = bytes.subarray(end);
  }
  parser.close();
}

/** Where the last whole character ends. */
function endOfCharacters(bytes: Uint8Array): number {
  let lead = bytes.length - 1;
  while (lead > bytes.length - 4 && (bytes[lead]! & 0xc0) === 0x80) lead--;
  const first = bytes[lead]!;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  return lead + length > bytes.length ? lead : bytes.length;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}
