/** What one file can be packed in, as names of formats end: `csv.gz`. */
export type Packing = 'gz' | 'zst' | 'zip';

/** Thrown where compressed bytes are not what their format says; `byteOffset` counts from the start of the file. */
export class MalformedCompression extends Error {
  override readonly name = 'MalformedCompression';
  readonly packing: Packing;
  readonly byteOffset: number;
  constructor(packing: Packing, message: string, byteOffset: number) {
    super(message);
    this.packing = packing;
    this.byteOffset = byteOffset;
  }
}
