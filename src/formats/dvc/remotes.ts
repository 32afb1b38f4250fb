import type { Md5 } from '../../versioning/digest';
import type { LineagePlace } from '../lineagePlace';
import { cachePathsOf } from './dvcCache';
import { joined } from './dvcFileStatement';

/** A place that DVC pushes bytes to, as its settings say. */
interface Remote {
  readonly url: string | null;
  /** Whether files lie there by their paths, as in a bucket that keeps versions, and not by their MD5. */
  readonly isByPath: boolean;
}

/** Where the bytes of an output would be had: a claim of the settings, which nobody here has looked at. */
export interface RemoteBytes {
  /** The remote's name. */
  readonly name: string;
  readonly uri: string;
}

/** An output as far as it says where its bytes lie. */
export interface PushedOut {
  /** In the repository. */
  readonly path: string;
  readonly md5: Md5 | null;
  /** Whether the MD5 is that of DVC 3, by which it lies elsewhere than before. */
  readonly isOfBytes: boolean;
  /** The remote that the output names itself; null for the default one. */
  readonly remote: string | null;
}

/** The remotes of a repository. Of its settings only names and addresses are read: they may hold what is secret. */
export class DvcRemotes {
  private readonly remotes: ReadonlyMap<string, Remote>;
  private readonly standard: string | null;

  private constructor(remotes: ReadonlyMap<string, Remote>, standard: string | null) {
    this.remotes = remotes;
    this.standard = standard;
  }

  /** Of `.dvc/config`, and of `.dvc/config.local`, which holds over it. */
  static async read(place: LineagePlace, root: string): Promise<DvcRemotes> {
    const remotes = new Map<string, Remote>();
    let standard: string | null = null;
    for (const name of ['config', 'config.local']) {
      const text = await place.readText(joined(root, `.dvc/${name}`));
      for (const { section, key, value } of text?.ok ? settingsOf(text.value) : []) {
        const remote = /^remote\s+"(.*)"$/.exec(section)?.[1];
        if (section === 'core' && key === 'remote') standard = value;
        if (remote === undefined) continue;
        const known = remotes.get(remote) ?? { url: null, isByPath: false };
        if (key === 'url') remotes.set(remote, { ...known, url: value });
        if (key === 'version_aware' || key === 'worktree')
          remotes.set(remote, { ...known, isByPath: known.isByPath || value.toLowerCase() === 'true' });
      }
    }
    return new DvcRemotes(remotes, standard);
  }

  /** Null where no remote is known, or the output has nothing that it would lie by. */
  bytesOf({ path, md5, isOfBytes, remote }: PushedOut): RemoteBytes | null {
    const name = remote ?? this.standard;
    const found = name === null ? undefined : this.remotes.get(name);
    const address = found && this.addressOf(found.url, 0);
    if (name === null || !found || address == null) return null;
    if (found.isByPath) return { name, uri: `${address}/${path}` };
    if (md5 === null) return null;
    const [own, before] = cachePathsOf(md5);
    return { name, uri: `${address}/${isOfBytes ? own : before}` };
  }

  /** Without a password; a remote may lie below another, and a path counts from the settings. */
  private addressOf(url: string | null, depth: number): string | null {
    if (url === null || depth > mostBelow) return null;
    const [, other, below = ''] = /^remote:\/\/([^/]+)\/?(.*)$/.exec(url) ?? [];
    if (other !== undefined) {
      const base = this.addressOf(this.remotes.get(other)?.url ?? null, depth + 1);
      return base && [base, below].filter((part) => part !== '').join('/');
    }
    const plain = url.replace(/\/+$/, '');
    const scheme = /^([a-z][\w+.-]*:\/\/)(?:([^@/:]*)(?::[^@/]*)?@)?(.*)$/i.exec(plain);
    if (scheme) return `${scheme[1]}${scheme[2] === undefined ? '' : `${scheme[2]}@`}${scheme[3]}`;
    return plain.startsWith('/') || /^[a-z]:[\\/]/i.test(plain) ? plain : joined('.dvc', plain);
  }
}

const mostBelow = 4;

interface Setting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** As ConfigObj reads them: a section may stand in quotes, and so may a value. */
function settingsOf(text: string): readonly Setting[] {
  const settings: Setting[] = [];
  let section = '';
  for (const written of text.split('\n')) {
    const line = written.trim();
    const head = /^\[\s*(.*?)\s*\](?:\s*#.*)?$/.exec(line)?.[1];
    if (head !== undefined) section = unquoted(head);
    const [, key, value] = /^([\w-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) settings.push({ section, key, value: unquoted(value) });
  }
  return settings;
}

function unquoted(text: string): string {
  const quoted = /^(['"])(.*?)\1/.exec(text);
  return quoted ? quoted[2]! : text.replace(/\s+#.*$/, '');
}
