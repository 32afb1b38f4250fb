import { asciiOf, readAscii, type GitFolder } from './gitFolder';
import { readHead } from './readHead';

/** A reference of a repository, such as `refs/tags/v1`, and the object that it names: a commit, or an annotated tag. */
export interface GitReference {
  /** Its whole name, in UTF-8 where it is that. */
  readonly name: string;
  readonly id: string;
}

const idPattern = /^(?:[0-9a-f]{64}|[0-9a-f]{40})$/;
/** More are not looked at. */
const mostReferences = 100_000;

/** Every reference below `refs/`, in the order of their names: what has a file of its own holds over `packed-refs`. `HEAD` is among them where it is detached. */
export async function readReferences(
  git: GitFolder,
  common: GitFolder,
  decode: (bytes: Uint8Array) => string | null,
): Promise<readonly GitReference[]> {
  const found = new Map<string, string>();
  for (const line of ((await readAscii(common, 'packed-refs')) ?? '').split('\n')) {
    const space = line.indexOf(' ');
    const [id, name] = [line.slice(0, space), line.slice(space + 1).trimEnd()];
    if (space > 0 && idPattern.test(id) && name.startsWith('refs/')) found.set(shownName(name, decode), id);
    if (found.size >= mostReferences) break;
  }
  for (const path of common.list('refs/').slice(0, mostReferences)) {
    const bytes = path.endsWith('.lock') ? null : await common.read(path, 0, 1024);
    const id = bytes && asciiOf(bytes).trim();
    if (id !== null && idPattern.test(id)) found.set(path, id);
  }
  const head = await readHead(git, common);
  if (head?.commit) found.set('HEAD', head.commit);
  return [...found]
    .map(([name, id]) => ({ name, id }))
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

/** A name with a character a byte, in the characters that these bytes are of. */
function shownName(name: string, decode: (bytes: Uint8Array) => string | null): string {
  return decode(Uint8Array.from(name, (character) => character.charCodeAt(0))) ?? name;
}
