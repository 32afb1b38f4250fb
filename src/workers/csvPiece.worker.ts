import { readCsvPiece } from '../formats/csv/readCsvPiece';
import { serveTasks } from './serveTasks';

serveTasks(self, {
  readCsvPiece({ bytes, plan }, { give }) {
    const result = readCsvPiece(bytes, plan);
    if (result.ok) give(result.value.part.rowHashes.buffer);
    give(bytes.buffer);
    return { result, buffer: bytes.buffer };
  },
});
