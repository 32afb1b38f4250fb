import type { DatasetFact } from '../../lineage/facts';
import type { GitLfsPointer } from './gitLfsPointer';

/** The file that a pointer stands for, by its path in the repository, at the version that the pointer names. */
export function largeFileOf(path: string, { oid, size }: Pick<GitLfsPointer, 'oid' | 'size'>): DatasetFact {
  return {
    namespace: 'git-lfs',
    name: path,
    kind: null,
    otherNames: [],
    version: {
      name: oid,
      digest: oid,
      md5: null,
      byteLength: size,
      content: 'file',
      format: null,
      createdAt: null,
      own: null,
    },
    columnSources: [],
  };
}
