import { jsonPlace } from './jsonPlace';
import { readStrictly } from './parseJson';

/** Why a text is no JSON, in words of our own and with the place: reads once more, slowly, what the platform's parser refused. */
export function jsonFault(text: string): { readonly place: string; readonly message: string } {
  const read = readStrictly(text);
  if (read.ok) return { place: 'line 1', message: 'it is not readable as JSON' };
  return { place: jsonPlace(text, read.error.offset), message: read.error.message };
}
