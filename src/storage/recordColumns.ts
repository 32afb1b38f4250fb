/** Records of one table, a column a field: what repeats is written once, and so are the names of the fields. */
export interface RecordColumns {
  readonly count: number;
  readonly columns: readonly Column[];
}

interface Column {
  readonly name: string;
  /** Each record's value; with `at`, the different ones. */
  readonly values: readonly unknown[];
  /** Which of the values each record has; −1 where it has no such field. */
  readonly at?: readonly number[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Turned, links are less than half as long, and quicker to write and to read. */
export function columnsOf(records: readonly object[]): RecordColumns {
  const names = new Set<string>();
  for (const record of records) for (const name in record) names.add(name);
  return {
    count: records.length,
    columns: Array.from(names, (name) => columnOf(name, records as readonly Fields[])),
  };
}

/** What `columnsOf` was given; equal values of one field are one value. */
export function recordsInColumns({ count, columns }: RecordColumns): readonly object[] {
  const records = Array.from({ length: count }, (): Record<string, unknown> => ({}));
  for (const { name, values, at } of columns) {
    for (let index = 0; index < count; index++) {
      const place = at ? at[index]! : index;
      if (place !== -1) records[index]![name] = values[place];
    }
  }
  return records;
}

function columnOf(name: string, records: readonly Fields[]): Column {
  const places = new Map<unknown, number>();
  const at: number[] = [];
  let isLacking = false;
  for (const record of records) {
    const value = record[name];
    let place = value === undefined ? -1 : places.get(value);
    if (place === undefined) {
      place = places.size;
      places.set(value, place);
    }
    isLacking ||= place === -1;
    at.push(place);
  }
  if (isLacking || places.size <= records.length / 2) return { name, values: [...places.keys()], at };
  return { name, values: records.map((record) => record[name]) };
}
