import { readAscii, type GitFolder } from './gitFolder';

/** What a repository's own configuration says of how its files are digested. */
export interface GitConfig {
  readonly algorithm: 'SHA-1' | 'SHA-256';
}

/** Of `config` only what matters here; what a person set for all repositories is not in it. */
export async function readConfig(common: GitFolder): Promise<GitConfig> {
  const text = (await readAscii(common, 'config')) ?? '';
  let section = '';
  let algorithm: GitConfig['algorithm'] = 'SHA-1';
  for (const line of text.split('\n')) {
    const head = /^\s*\[\s*([\w.-]+)/.exec(line)?.[1];
    if (head !== undefined) section = head.toLowerCase();
    const value = /^\s*(?:\[[^\]]*\])?\s*objectformat\s*=\s*"?(\w+)/i.exec(line)?.[1];
    if (section === 'extensions' && value?.toLowerCase() === 'sha256') algorithm = 'SHA-256';
  }
  return { algorithm };
}
