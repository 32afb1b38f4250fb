/** Whether a file is called as an archive that may hold a folder of lineage. */
export function isArchiveName(path: string): boolean {
  return /\.(?:zip|tar|tar\.gz|tgz)$/i.test(path);
}

/** Larger archives within a folder are data, and are not looked into, in bytes. */
export const mostArchiveInFolder = 64 * 1024 * 1024;
