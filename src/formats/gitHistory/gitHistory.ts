import type { LineageFormat, TextHead } from '../lineageFormat';

/** The history of a Git repository: what its commits say of data that DVC tracks, of parameters and of metrics. By its `HEAD`, or by a `.git` file that leads to one. */
export const gitHistory: LineageFormat = {
  name: 'git',
  fileFormat: 'text',
  recognition: { by: 'text', test: leadsToRepository },
  reader: async () => (await import('./gitHistoryReader')).gitHistoryReader,
};

function leadsToRepository({ path, text }: TextHead): boolean {
  if (/(?:^|\/)\.git$/.test(path)) return text.startsWith('gitdir:');
  return /(?:^|\/)HEAD$/.test(path) && /^(?:ref: refs\/\S+|[0-9a-f]{40}|[0-9a-f]{64})\s*$/.test(text);
}
