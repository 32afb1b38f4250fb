import type { LineageFormat } from '../lineageFormat';

/** A pipeline of DVC: `dvc.yaml` says what its stages read and write, `dvc.lock` how they ran last. DVC knows them by these names. */
export const dvcPipeline: LineageFormat = {
  name: 'dvc-pipeline',
  fileFormat: 'yaml',
  tellsState: true,
  usualPaths: /(?:^|\/)dvc\.(?:yaml|lock)$/,
  recognition: {
    by: 'text',
    test: ({ path, text }) =>
      /(?:^|\/)dvc\.lock$/.test(path) ||
      (/(?:^|\/)dvc\.yaml$/.test(path) &&
        /^(?:stages|vars|params|metrics|plots|artifacts|datasets):/m.test(text)),
  },
  reader: async () => (await import('./pipelineReader')).pipelineReader,
};
