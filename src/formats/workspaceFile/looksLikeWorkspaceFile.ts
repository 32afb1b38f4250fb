import { memberNames } from './workspaceHead';

/** Whether a file begins as a workspace file does: with the tar header of its first member. */
export function looksLikeWorkspaceFile(head: Uint8Array): boolean {
  return stands(`${memberNames.head}\0`, head, 0) && stands('ustar', head, 257);
}

function stands(text: string, bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < text.length; index++)
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}
