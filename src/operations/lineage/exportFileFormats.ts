/** The formats in which a graph is exported as files of their own places. */
export type FileFormat = 'dvc' | 'dvc-lock' | 'git-lfs';

/** In the order in which they are offered. */
export const fileFormats: readonly FileFormat[] = ['dvc', 'dvc-lock', 'git-lfs'];
