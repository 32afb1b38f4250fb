import type { LineageFormat } from '../lineageFormat';
import { gitLfsPointerLimit, gitLfsVersions } from './gitLfsPointer';

/** The pointers of git-lfs. They have the names of the files that they stand for. */
export const gitLfs: LineageFormat = {
  name: 'git-lfs',
  fileFormat: 'git-lfs-pointer',
  isPointer: true,
  recognition: {
    by: 'text',
    test: ({ text }) =>
      text.length < gitLfsPointerLimit &&
      gitLfsVersions.some((version) => text.replace(/^\s+/, '').startsWith(`version ${version}`)),
  },
  reader: async () => (await import('./gitLfsReader')).gitLfsReader,
};
