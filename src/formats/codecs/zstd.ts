import { decompress } from 'fzstd';
import { refuse, refusing } from '../refusal';

/** Decompresses a Zstandard frame (RFC 8878) of `byteLength` bytes. */
export function decompressZstd(input: Uint8Array, byteLength: number): Uint8Array {
  const said = contentByteLength(input);
  if (said !== null && said !== byteLength)
    refuse(`a Zstandard frame says that it holds ${said} bytes, where ${byteLength} belong`);
  // Into bytes of our own: else the window that the frame asks for would be made, which may be 2 GB.
  const room = new Uint8Array(byteLength);
  // fzstd 0.1.1 compares them with 1, for which the platform would write all of them as text.
  Object.defineProperty(room, 'toString', { value: () => 'bytes' });
  const output = refusing('a Zstandard frame', () => decompress(input, room));
  if (output.length !== byteLength) refuse('more than one Zstandard frame where one belongs');
  return output;
}

/** Null where the frame's header does not say how much it holds. */
function contentByteLength(input: Uint8Array): number | null {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (input.length < 6 || view.getUint32(0, true) !== 0xfd2f_b528) refuse('a buffer is no Zstandard frame');
  const descriptor = input[4]!;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const at = 5 + (isSingleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]!;
  const width = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  if (at + width > input.length) refuse('a Zstandard frame ends too early');
  switch (width) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    case 8:
      return Number(view.getBigUint64(at, true));
    default:
      return null;
  }
}
