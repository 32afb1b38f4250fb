import { kind } from '../../table/kinds';
import { isNumeric, isTemporal, type Cells } from './cells';
import type { ReadMoment } from './temporal';

/** The types of the standard that are checked here. */
export const logicalTypes: ReadonlySet<string> = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'date',
  'timestamp',
  'time',
  'object',
  'array',
  'map',
  'vector',
]);

/**
 * Whether a value that is not null fits a type without loss ([K9] in SPEC.md). `read` reads dates and times that are written in a format
 * of their own.
 */
export function fitsType(cells: Cells, at: number, logicalType: string, read: ReadMoment | null): boolean {
  const found = cells.kind(at);
  const origin = cells.origin(at);
  switch (logicalType) {
    case 'string':
      return origin !== 'declared' || found === kind.string;
    case 'number':
      return isNumeric(found) && origin !== 'quoted';
    case 'integer':
      return isNumeric(found) && origin !== 'quoted' && isWhole(cells, at, found);
    case 'boolean':
      return found === kind.boolean && origin !== 'quoted';
    case 'date':
    case 'timestamp':
    case 'time':
      return fitsTime(cells, at, logicalType, read);
    default:
      return fitsInside(cells, at, logicalType);
  }
}

function isWhole(cells: Cells, at: number, found: number): boolean {
  if (found === kind.integer || found === kind.bigInteger || found === kind.looseInteger) return true;
  const number = cells.number(at);
  return Number.isInteger(number) && !/\.\d*[1-9]/.test(cells.canonical(at));
}

function fitsTime(cells: Cells, at: number, logicalType: string, read: ReadMoment | null): boolean {
  if (read !== null && cells.origin(at) !== 'declared') return read(cells.text(at)) !== null;
  const found = cells.kind(at);
  if (!isTemporal(found)) return false;
  if (logicalType === 'time') return found === kind.time;
  if (found === kind.time) return false;
  return logicalType === 'timestamp' || found === kind.date || isMidnight(cells.canonical(at));
}

function isMidnight(canonical: string): boolean {
  return !canonical.includes('T') || /T00:00:00Z?$/.test(canonical);
}

function fitsInside(cells: Cells, at: number, logicalType: string): boolean {
  const node = cells.node(at);
  if (node === null) return false;
  switch (logicalType) {
    case 'object':
      return node.kind === 'object';
    case 'array':
      return node.kind === 'list';
    case 'vector':
      return node.kind === 'list' && node.items.every((item) => item.kind === 'number');
    default:
      return (
        node.kind === 'object' || (node.kind === 'list' && node.items.every((item) => item.kind === 'list'))
      );
  }
}
