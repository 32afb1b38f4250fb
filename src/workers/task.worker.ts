// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import chunkKeeperUrl from './chunkKeeper.worker?worker&url';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import csvPieceUrl from './csvPiece.worker?worker&url';
import { loadHashers } from './hashers';
import { ingest, ingestAll } from './ingest';
import { serveTasks } from './serveTasks';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import hashUrl from './hash.worker?worker&url';
import { startWorker } from './startWorker';

const start = {
  hash: () => startWorker(hashUrl, import.meta.url),
  chunkKeeper: () => startWorker(chunkKeeperUrl, import.meta.url),
  csvPiece: () => startWorker(csvPieceUrl, import.meta.url),
};

serveTasks(self, {
  ingest: (input, { signal, report }) => ingest(input, signal, report, start),
  ingestSmall: ({ files }, { signal, report }) => ingestAll(files, signal, report, start),
  readRepositories: async (input, { signal }) => {
    const { readRepositories } = await import('./readRepositories');
    return readRepositories(input, signal);
  },
  scanLineage: async (input, { signal }) => {
    const { scanLineage } = await import('./scanLineage');
    return scanLineage(input, signal);
  },
  makeTable: async ({ parts, profiles, digest, options }) => {
    const { partitionedTable } = await import('../profile/partitionedTable');
    return partitionedTable(parts, profiles, { digest, options, hashers: await loadHashers() });
  },
  readSamples: async (input, { signal }) => {
    const { readSamples } = await import('./readSamples');
    return readSamples(input, signal);
  },
  simulateChance: async ({ draws }) => {
    const { simulateChance } = await import('../drift/simulateChance');
    return draws.map(simulateChance);
  },
  recognise: async (input, { signal }) => {
    const { recogniseRows } = await import('./recogniseRows');
    return recogniseRows(input, signal);
  },
  layout: async (input) => {
    const { layoutGraph } = await import('../lineage/layoutGraph');
    return layoutGraph(input);
  },
});
