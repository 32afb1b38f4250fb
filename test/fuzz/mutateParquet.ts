import fc from 'fast-check';
import { type Mutation, place } from './mutateBytes';
import { readThrift, type ThriftValue, writeThrift } from './thrift';

/** What becomes of one value of a footer, or of the header of the first page. */
interface Change {
  /** Which of its values, as a share of them. */
  readonly where: number;
  readonly what: 'number' | 'claim' | 'drop' | 'twice' | 'bytes' | 'type';
  readonly number: bigint;
  readonly isOfPage: boolean;
}

const change: fc.Arbitrary<Change> = fc.record({
  where: place,
  what: fc.constantFrom('number', 'number', 'number', 'claim', 'drop', 'twice', 'bytes', 'type'),
  number: fc.oneof(
    fc.bigInt({ min: 0n, max: 64n }),
    fc.constantFrom(...[2n ** 31n - 1n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 62n, 2n ** 64n - 1n]),
  ),
  isOfPage: fc.boolean(),
});

/** A Parquet file that is whole but for what its footer, or its first page's header, says. */
export const ofParquet: fc.Arbitrary<Mutation> = fc.array(change, { minLength: 1, maxLength: 3 }).map(
  (changes): Mutation =>
    (bytes) =>
      changes.reduce(withChange, Buffer.from(bytes)),
);

function withChange(file: Buffer, given: Change): Buffer {
  const footerStart = file.length - 8 - (file.length >= 12 ? file.readUInt32LE(file.length - 8) : 0);
  if (footerStart < 4 || file.toString('latin1', file.length - 4) !== 'PAR1') return file;
  try {
    if (given.isOfPage) {
      const { value, end } = readThrift(file, 4);
      return Buffer.concat([file.subarray(0, 4), writeThrift(changed(value, given)), file.subarray(end)]);
    }
    const footer = writeThrift(changed(readThrift(file, footerStart).value, given));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    return Buffer.concat([file.subarray(0, footerStart), footer, length, Buffer.from('PAR1')]);
  } catch {
    // What an earlier change left is no Thrift any more.
    return file;
  }
}

function changed(root: ThriftValue, { where, what, number }: Change): ThriftValue {
  const wanted = Math.floor(where * sizeOf(root));
  let index = -1;
  const walk = (value: ThriftValue): ThriftValue[] => {
    index++;
    if (index === wanted) return replaced(value, what, number);
    if (value.kind === 'list') return [{ ...value, items: value.items.flatMap(walk) }];
    if (value.kind !== 'struct') return [value];
    const fields = value.fields.flatMap(({ id, value: field }) =>
      walk(field).map((each) => ({ id, value: each })),
    );
    return [{ kind: 'struct', fields }];
  };
  return walk(root)[0] ?? { kind: 'struct', fields: [] };
}

function sizeOf(value: ThriftValue): number {
  if (value.kind === 'list') return value.items.reduce((sum, item) => sum + sizeOf(item), 1);
  if (value.kind === 'struct') return value.fields.reduce((sum, field) => sum + sizeOf(field.value), 1);
  return 1;
}

function replaced(value: ThriftValue, what: Change['what'], number: bigint): ThriftValue[] {
  if (what === 'drop') return [];
  if (what === 'twice') return [value, value];
  if (value.kind === 'integer' && (what === 'number' || what === 'claim'))
    return [{ ...value, value: number }];
  if (value.kind === 'list' && what === 'claim') return [{ ...value, claimed: number }];
  if (value.kind === 'list' && what === 'type') return [{ ...value, itemType: Number(number % 13n) }];
  if (value.kind === 'binary' && what === 'bytes')
    return [{ kind: 'binary', bytes: Buffer.alloc(Number(number % 300n), 0xc3) }];
  if (value.kind === 'boolean') return [{ kind: 'boolean', value: !value.value }];
  return [{ kind: 'integer', type: 5, value: number }];
}
