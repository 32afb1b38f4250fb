import { readAscii, type GitFolder } from './gitFolder';

/** What a repository's own configuration says of how its files are digested and their names compared. */
export interface GitConfig {
  readonly algorithm: 'SHA-1' | 'SHA-256';
  /** As on systems whose file names have no case: rules of what is ignored have none, either. */
  readonly ignoresCase: boolean;
}

/** Of `config` only what matters here; what a person set for all repositories is not in it. */
export async function readConfig(common: GitFolder): Promise<GitConfig> {
  const text = (await readAscii(common, 'config')) ?? '';
  let section = '';
  let algorithm: GitConfig['algorithm'] = 'SHA-1';
  let ignoresCase = false;
  for (const written of text.split('\n')) {
    const line = written.trimStart();
    const head = /^\[\s*([\w.-]+)/.exec(line)?.[1];
    if (head !== undefined) section = head.toLowerCase();
    const setting = /^(?:\[[^\]]*\]\s*)?([a-z][a-z\d-]*)\s*(?:=\s*"?(\w*))?/i.exec(line);
    const name = `${section}.${setting?.[1] ?? ''}`.toLowerCase();
    const value = setting?.[2]?.toLowerCase() ?? 'true';
    if (name === 'extensions.objectformat' && value === 'sha256') algorithm = 'SHA-256';
    if (name === 'core.ignorecase') ignoresCase = /^(true|yes|on|1)$/.test(value);
  }
  return { algorithm, ignoresCase };
}
