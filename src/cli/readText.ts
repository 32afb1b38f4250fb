import { readFile } from 'node:fs/promises';
import { err, ok, type Result } from '../lib/result';
import { fileFault } from './fileFault';
import { nodeText } from './nodePorts';

/** Why a file is no text. */
export interface TextFault {
  /** Empty: it is no text as a whole. */
  readonly place: '';
  readonly message: string;
}

/** The text of a whole file in UTF-8. */
export async function readText(path: string): Promise<Result<string, TextFault>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return err({ place: '', message: fileFault(error) });
  }
  const text = nodeText.decode(bytes, 'utf-8');
  return text === null ? err({ place: '', message: 'it is not valid UTF-8' }) : ok(text);
}
