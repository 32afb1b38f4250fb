import { err, ok, type Result } from '../lib/result';

/** Why bytes are not read as a sketch: they are broken, of a kind that is not read, or claim more than is allowed. */
export type SketchFaultKind = 'malformed' | 'unsupported' | 'tooLarge';

/** Why bytes are not read as a sketch, in one sentence. */
export interface SketchFailure {
  readonly kind: SketchFaultKind;
  readonly message: string;
}

class SketchFault extends Error {
  override readonly name = 'SketchFault';
  readonly failure: SketchFailure;
  constructor(failure: SketchFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Throws that a sketch cannot be read; `readingSketch` catches it. */
export function refuseSketch(message: string, kind: SketchFaultKind = 'malformed'): never {
  throw new SketchFault({ kind, message });
}

/** Runs a reader of bytes: what it refuses is a failure, and so is whatever lies outside of the bytes. */
export function readingSketch<T>(read: () => T): Result<T, SketchFailure> {
  try {
    return ok(read());
  } catch (error) {
    if (error instanceof SketchFault) return err(error.failure);
    if (error instanceof RangeError) return err({ kind: 'malformed', message: 'the sketch ends too early' });
    throw error;
  }
}
