import { createMemoryStore } from '../../src/storage/memoryStore';
import { describeStore } from './storeConformance';

describeStore('the store in memory', createMemoryStore);
