import { assembleModule } from '../../lib/wasmCode';

/** Where a hash's module has its state and the blocks that it is to take, in its memory. */
export interface HashLayout {
  readonly state: number;
  readonly blocks: number;
  readonly blockBytes: number;
}

/** A module that exports `memory`, of at least `byteLength`, and `compress(address, blockCount)` with that body. */
export function assembleHashModule(byteLength: number, body: readonly number[]): Uint8Array<ArrayBuffer> {
  return assembleModule(byteLength, { name: 'compress', parameterCount: 2, resultCount: 0, body });
}
