import { UnreadableBytes } from '../formats/pieces';
import { err, ok, type Result } from '../lib/result';
import { nodeText, withBytes } from './nodePorts';

/** Why a file is no text. */
export interface TextFault {
  readonly kind: 'unreadable' | 'notText';
  /** Empty: it is no text as a whole. */
  readonly place: '';
  readonly message: string;
}

/** What a text of the engine can hold. */
const largestText = 2 ** 29 - 24;

/** The text of a whole file in UTF-8. */
export async function readText(path: string): Promise<Result<string, TextFault>> {
  try {
    return await withBytes(path, async (source) => {
      if (source.byteLength > largestText)
        return notText(`it has ${source.byteLength} bytes, and texts are read up to ${largestText}`);
      const text = nodeText.decode(await source.read(0, source.byteLength), 'utf-8');
      return text === null ? notText('it is not valid UTF-8') : ok(text);
    });
  } catch (error) {
    if (error instanceof UnreadableBytes)
      return err({ kind: 'unreadable', place: '', message: error.message });
    throw error;
  }
}

function notText(message: string): Result<never, TextFault> {
  return err({ kind: 'notText', place: '', message });
}
