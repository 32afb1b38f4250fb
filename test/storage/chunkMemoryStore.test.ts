import { describe } from 'vitest';

import { createMemoryChunkStore } from '../../src/storage/chunkMemoryStore';
import { describeChunkStore } from './chunkStoreConformance';

describe('chunks in memory', () => {
  describeChunkStore(createMemoryChunkStore);
});
