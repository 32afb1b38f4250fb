import type { LineageFormat, TextHead } from '../lineageFormat';

/** The `.dvc` files of DVC, by what they say or by their name. */
export const dvc: LineageFormat = {
  name: 'dvc',
  fileFormat: 'dvc',
  tellsState: true,
  isPointer: true,
  recognition: { by: 'text', test: isDvcFile },
  reader: async () => (await import('./dvcReader')).dvcReader,
};

function isDvcFile({ path, text }: TextHead): boolean {
  if (/[^/]\.dvc$/i.test(path)) return true;
  return (
    /^outs:\s*$/m.test(text) && /^-? +md5: [0-9a-f]{32}(?:\.dir)?\s*$/m.test(text) && !/^stages:/m.test(text)
  );
}
