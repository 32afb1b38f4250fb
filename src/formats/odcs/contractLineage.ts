import type { LineageFormat } from '../lineageFormat';
import { looksLikeContract } from './looksLikeContract';

/** Data contracts, for what they tell of the tables that they promise. */
export const contractLineage: LineageFormat = {
  name: 'odcs',
  fileFormat: 'yaml',
  usualPaths: /\.odcs\.ya?ml$/,
  recognition: {
    by: 'text',
    test: ({ path, text }) => /\.(?:ya?ml|json)$/i.test(path) && looksLikeContract(text),
  },
  reader: async () => (await import('./contractLineageReader')).contractLineageReader,
};
