import { readCsvPiece } from '../formats/csv/readCsvPiece';
import type { CsvPieceAnswer, CsvPieceRequest } from './csvPieceWorkers';

self.onmessage = ({ data }: MessageEvent<CsvPieceRequest>) => {
  const { answer, transfer } = read(data);
  self.postMessage(answer, transfer);
};

function read({ bytes, plan }: CsvPieceRequest): { answer: CsvPieceAnswer; transfer: Transferable[] } {
  try {
    const result = readCsvPiece(bytes, plan);
    const transfer = result.ok ? [result.value.part.rowHashes.buffer, bytes.buffer] : [bytes.buffer];
    return { answer: { kind: 'done', result, buffer: bytes.buffer }, transfer };
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { answer: { kind: 'failed', message }, transfer: [] };
  }
}
