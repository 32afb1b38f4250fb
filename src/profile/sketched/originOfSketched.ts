import type { ColumnOrigin, ProfileOrigin } from '../../table/reading';
import type { SketchedColumn, SketchedTable } from './sketchedColumn';

/** Who computed the figures of a table, and with which sketches. */
export function originOfSketched(
  engine: string,
  partCount: number,
  { columns }: SketchedTable,
): ProfileOrigin {
  return { engine, partCount, columns: columns.map(originOfColumn) };
}

function originOfColumn({ name, quantiles, distinct, frequent }: SketchedColumn): ColumnOrigin {
  return {
    name,
    quantiles: quantiles && quantiles.levels.length > 1 ? kllWords(quantiles) : null,
    distinct: distinct && distinctWords(distinct),
    frequent:
      frequent && frequent.offset > 0
        ? `frequent items in a map of ${2 ** frequent.lgMost}, counts short by up to ${frequent.offset}`
        : null,
  };
}

function kllWords({ k, minK }: NonNullable<SketchedColumn['quantiles']>): string {
  return minK === k ? `KLL with k ${k}` : `KLL with k ${k}, merged with k ${minK}`;
}

function distinctWords(distinct: NonNullable<SketchedColumn['distinct']>): string {
  if (distinct.kind === 'theta') return `theta with ${distinct.hashes.length} hashes`;
  if (distinct.registers === null) return `HLL with ${distinct.coupons.length} hashes`;
  return `HLL with ${2 ** distinct.lgK} registers${distinct.running === null ? ', merged' : ''}`;
}
