/** Names that Windows takes for devices, with any ending. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)/i;
/** How Windows shortens long names: `GIT~1` is `.git` there. */
const shortName = /^[^.]{1,6}~[0-9]{1,6}(\.[^.]{0,3})?$/;
/** What HFS+ leaves out when it compares names, so that `.g\u200Cit` is `.git` there. */
const ignoredByDisks = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/gu;
/** The longest name of ext4, NTFS and APFS, in bytes of UTF-8, which is never more units than theirs. */
const maxNameByteLength = 255;
const maxPathByteLength = 4096;

/**
 * Why a path may not be written below a folder or into an archive, in words; null where it may. A manifest that came with
 * a bundle may name anything, and an archive may be unpacked on any system.
 */
export function pathFault(path: string): string | null {
  if (path === '') return 'it is empty';
  if (/[\p{Cc}\\]/u.test(path)) return 'it has a backslash or a control character';
  if (/\p{Cs}/u.test(path)) return 'it has half of a character';
  if (/^[a-z]:/i.test(path)) return 'it begins with a drive';
  if (utf8Length(path) > maxPathByteLength) return `it is longer than ${maxPathByteLength} bytes`;
  for (const part of path.split('/')) {
    const fault = partFault(part);
    if (fault !== null) return fault;
  }
  return null;
}

function partFault(part: string): string | null {
  if (part === '') return 'a part of it is empty';
  if (part === '.' || part === '..') return 'it leads out of the folder';
  const compared = comparedName(part);
  if (compared === '.git' || compared === '.git::$index_allocation')
    return 'it would write into a Git repository';
  if (/[. ]$/.test(part)) return 'a part of it ends in a dot or a blank, which Windows takes away';
  if (device.test(part.replace(/ +(?=\.|$)/, ''))) return 'a part of it is the name of a device in Windows';
  if (shortName.test(part)) return 'a part of it is a short name of Windows, which may mean another file';
  if (utf8Length(part) > maxNameByteLength) return `a part of it is longer than ${maxNameByteLength} bytes`;
  return null;
}

/** The first of many paths that may not be written beside the others, and why; null where all may. */
export function pathsFault(
  paths: readonly string[],
): { readonly path: string; readonly reason: string } | null {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const path of paths) {
    const reason = pathFault(path);
    if (reason !== null) return { path, reason };
    const compared = path.split('/').map(comparedName);
    const key = compared.join('/');
    const other = files.get(key) ?? folders.get(key);
    if (other !== undefined) return { path, reason: equalNames(other) };
    files.set(key, path);
    for (let end = 1; end < compared.length; end++) {
      const folder = compared.slice(0, end).join('/');
      const file = files.get(folder);
      if (file !== undefined) return { path, reason: equalNames(file) };
      folders.set(folder, path);
    }
  }
  return null;
}

function equalNames(other: string): string {
  return `where case and accents are not told apart it is the same as ${other}`;
}

/** A name as disks compare it that do not tell apart case, composed letters and marks that nobody sees. */
function comparedName(name: string): string {
  const folded = name.normalize('NFC').toLowerCase().replace(ignoredByDisks, '');
  return folded.replace(/[. ]+$/, '');
}

/** One part of a path for a folder that is called after something: what may not be written is an underscore. */
export function folderNameOf(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cs}\\/:]/gu, '_').replace(/[. ]+$/, '');
  // By characters: half of one is no name.
  return pathFault(plain) === null ? plain : `_${Array.from(plain).slice(0, 60).join('')}_`;
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
