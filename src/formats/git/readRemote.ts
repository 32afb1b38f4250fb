import { readAscii, type GitFolder } from './gitFolder';

/**
 * The address that a repository is shared at, as `host/path` whatever the protocol, user and ending: that of `origin`, else of the first remote. Null
 * where it has none, or only one on the same machine.
 */
export async function readRemote(common: GitFolder): Promise<string | null> {
  const addresses = new Map<string, string>();
  let remote: string | null = null;
  for (const written of ((await readAscii(common, 'config')) ?? '').split('\n')) {
    const line = written.trim();
    if (line.startsWith('[')) remote = /^\[\s*remote\s+"((?:[^"\\]|\\.)*)"\s*\]/i.exec(line)?.[1] ?? null;
    const url = /^(?:\[[^\]]*\]\s*)?url\s*=\s*"?([^"]+?)"?$/i.exec(line)?.[1];
    const address = remote === null || url === undefined ? null : sharedAddress(url);
    if (remote !== null && address !== null && !addresses.has(remote)) addresses.set(remote, address);
  }
  return addresses.get('origin') ?? [...addresses.values()][0] ?? null;
}

/** An address of Git without what says only how it is reached; null of one on the same machine. */
export function sharedAddress(url: string): string | null {
  const [, protocol, behind] = /^([a-z][a-z\d+.-]*):\/\/(.+)$/i.exec(url) ?? [];
  if (protocol?.toLowerCase() === 'file') return null;
  // As scp writes it: a name of a host, and no letter of a drive.
  const scp = protocol === undefined ? /^(?:[^@/\s]+@)?([\w.-]{2,}):(?!\/\/)(.+)$/.exec(url) : null;
  const [host, path] = scp ? [scp[1]!, scp[2]!] : hostAndPath(behind);
  if (host === '' || path === '') return null;
  const plain = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '');
  return plain === '' ? null : `${host.toLowerCase()}/${plain}`;
}

function hostAndPath(behind: string | undefined): readonly [string, string] {
  const [, authority = '', path = ''] = /^([^/]+)\/(.*)$/.exec(behind ?? '') ?? [];
  return [authority.replace(/^.*@/, '').replace(/:\d+$/, ''), path];
}
