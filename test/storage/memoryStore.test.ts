import { createMemoryStore } from '../../src/storage/memoryStore';
import { describeStore } from './storeConformance';

describeStore('in memory', createMemoryStore);
