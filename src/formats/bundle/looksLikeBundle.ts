/** What the first line of every bundle says that it is. */
export const bundleFormat = 'throughline-bundle';

/** Whether text begins as a bundle is written, so that it can be told from other JSON by its first 200 characters. */
export function looksLikeBundle(text: string): boolean {
  return beginning.test(text.slice(0, 200));
}

const beginning = new RegExp(`^\\uFEFF?\\s*\\{\\s*"format"\\s*:\\s*"${bundleFormat}"`);
