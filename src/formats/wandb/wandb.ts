import type { LineageFormat } from '../lineageFormat';

/** The log of a run of W&B, as it lies on the disk of who ran it. */
export const wandbRun: LineageFormat = {
  name: 'wandb',
  fileFormat: 'wandb',
  usualPaths: /\.wandb$/,
  recognition: {
    by: 'bytes',
    test: ({ bytes }) => String.fromCharCode(...bytes.subarray(0, 4)) === ':W&B',
  },
  reader: async () => (await import('./runReader')).wandbRunReader,
};

/** The manifest of an artifact of W&B: its files with their MD5. */
export const wandbManifest: LineageFormat = {
  name: 'wandb-manifest',
  fileFormat: 'json',
  usualPaths: /(?:^|\/)wandb_manifest\.json$/,
  recognition: {
    by: 'object',
    test: ({ members }) =>
      members.get('storagePolicy')?.startsWith('"wandb-storage-policy') === true &&
      members.get('contents')?.startsWith('{') === true,
  },
  reader: async () => (await import('./manifestReader')).wandbManifestReader,
};
