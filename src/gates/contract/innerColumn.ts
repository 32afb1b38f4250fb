import { kind } from '../../table/kinds';
import { stepInto, type Cells } from './cells';
import type { ContractProperty } from './contract';

/** The properties that lead to a property, itself the last. */
export type Way = readonly ContractProperty[];

/** By path, the way to each property that a row has at most one value of: none leads through a list or a map. */
export function waysTo(properties: readonly ContractProperty[]): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>();
  const add = (property: ContractProperty, before: Way): void => {
    const way = [...before, property];
    if (!ways.has(property.path)) ways.set(property.path, way);
    for (const { step, property: inner } of property.inner) if (step === 'member') add(inner, way);
  };
  for (const property of properties) add(property, []);
  return ways;
}

/** The values of a member inside of objects, one a row: null where the object, or the member, is not there. */
export function membersByRow(cells: Cells, way: Way): Cells {
  const [, ...members] = way;
  const inner = members.reduce<Cells>((outer, { name }) => stepInto(outer, 'member', name), cells);
  const placeOf = new Int32Array(cells.length).fill(-1);
  for (let at = 0; at < inner.length; at++) placeOf[inner.row(at)] = at;
  const at = <T>(row: number, none: T, of: (place: number) => T): T =>
    placeOf[row] === -1 ? none : of(placeOf[row]!);
  return {
    length: cells.length,
    row: (row) => row,
    isNull: (row) => at(row, true, (place) => inner.isNull(place)),
    text: (row) => at(row, '', (place) => inner.text(place)),
    canonical: (row) => at(row, '', (place) => inner.canonical(place)),
    kind: (row) => at(row, kind.empty, (place) => inner.kind(place)),
    number: (row) => at(row, Number.NaN, (place) => inner.number(place)),
    origin: () => 'declared',
    node: (row) => at(row, null, (place) => inner.node(place)),
    has: (row, pattern) => at(row, false, (place) => inner.has(place, pattern)),
  };
}
