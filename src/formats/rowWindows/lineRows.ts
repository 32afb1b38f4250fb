import type { ByteSource, Cancellation } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { RowBlockBuilder, type RowBlock } from '../../table/rowBlock';
import type { RowConsumer } from '../../table/tableRows';
import { readJsonLines } from '../jsonl/readJsonLines';
import { type ByteRange, readPieces, readRanges, unreadable } from '../pieces';
import type { RowPorts } from '../readRows';
import type { OpeningWatch, ReadAllRows, RowsFile, RowWindows, Segment } from './rowWindows';
import { type RememberedBlocks, segmentRows, type SegmentTable } from './segmentRows';

/** Whole lines that are read together have about so many bytes. */
const segmentByteLength = 256 * 1024;
const lineFeed = 0x0a;

interface LineSegment extends Segment, ByteRange {}

/** Opens JSON Lines: finds runs of whole lines and how many rows each has. */
export async function openLines(
  source: ByteSource,
  file: RowsFile,
  ports: RowPorts,
  readAll: ReadAllRows,
  cancellation: Cancellation,
  watch: OpeningWatch,
): Promise<Result<RowWindows, ReadFailure>> {
  const segments: LineSegment[] = [];
  let rowCount = 0;
  let first: RowBlockBuilder | null = new RowBlockBuilder(file.columnNames);
  const rows: RowConsumer = {
    take(taken) {
      first?.take(taken);
      rowCount += taken.rowCount;
    },
  };
  const pieces = async function* (): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    let start = 0;
    let before = 0;
    const close = (end: number): void => {
      segments.push({ start, end, firstRow: before, rowCount: rowCount - before });
      if (first && first.rowCount > 0) {
        watch.onFirst(first.finish());
        first = null;
      }
      [start, before] = [end, rowCount];
    };
    for await (const run of wholeLines(source, ports, cancellation)) {
      yield run;
      close(start + run.length);
      watch.onBytes(run.length, rowCount);
    }
  };
  try {
    const read = await readJsonLines(pieces(), contextOf(rows, file, ports, cancellation));
    if (!read.ok) return read;
  } catch (error) {
    return unreadable(error, cancellation);
  }
  const last = segments.pop();
  // Its last line may have no end, and is read after the last piece was given.
  if (last) segments.push({ ...last, rowCount: rowCount - last.firstRow });
  return ok(segmentRows({ source, segments, rowCount, file, ports, readAll }, loadLines));
}

/** A file in runs of whole lines; the last may lack its end. */
async function* wholeLines(
  source: ByteSource,
  { pace }: RowPorts,
  cancellation: Cancellation,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let rest: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  for await (const piece of readPieces(source, pace, cancellation)) {
    let bytes = piece;
    if (rest.length > 0) {
      bytes = new Uint8Array(rest.length + piece.length);
      bytes.set(rest);
      bytes.set(piece, rest.length);
    }
    let start = 0;
    while (bytes.length - start > segmentByteLength) {
      const end = bytes.indexOf(lineFeed, start + segmentByteLength - 1) + 1;
      if (end === 0) break;
      yield bytes.slice(start, end);
      start = end;
    }
    rest = bytes.slice(start);
  }
  if (rest.length > 0) yield rest;
}

function contextOf(
  rows: RowConsumer,
  { options }: RowsFile,
  { text }: RowPorts,
  cancellation: Cancellation,
): Parameters<typeof readJsonLines>[1] {
  const nextPart = () => ({ rows, prefixColumns: null, textColumns: [] });
  return { options, text, cancellation, nextPart, onPart: () => undefined };
}

async function loadLines(
  table: SegmentTable<LineSegment>,
  segment: number,
  blocks: RememberedBlocks,
  cancellation: Cancellation,
): Promise<Result<RowBlock, ReadFailure>> {
  const { source, segments, file, ports } = table;
  const range = segments[segment]!;
  const builder = new RowBlockBuilder(file.columnNames);
  try {
    const pieces = readRanges(source, [range], ports.pace, cancellation);
    const read = await readJsonLines(pieces, contextOf(builder, file, ports, cancellation));
    if (!read.ok) return read;
  } catch (error) {
    return unreadable(error, cancellation);
  }
  if (builder.rowCount !== range.rowCount)
    return err({ kind: 'unreadable', message: 'the file was changed while it was read' });
  const block = builder.finish();
  blocks.set(segment, block);
  return ok(block);
}
