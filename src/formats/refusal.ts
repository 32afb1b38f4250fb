import type { ReadFailure } from '../table/reading';

/** `malformed`: the bytes are not what their format says. The reader that catches it knows which format that is. */
export type RefusalKind = 'malformed' | 'unsupported' | 'tooLarge' | 'undecodableText';

/** Thrown deep inside a reader where bytes cannot be read on; a reader answers it as a failure and throws it no further. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  readonly byteOffset: number | null;

  /** `byteOffset` counts from the start of the file. */
  constructor(kind: RefusalKind, message: string, byteOffset: number | null = null) {
    super(message);
    this.kind = kind;
    this.byteOffset = byteOffset;
  }
}

/** Throws that the bytes are not what their format says. */
export function refuse(message: string, byteOffset: number | null = null): never {
  throw new Refusal('malformed', message, byteOffset);
}

/** Runs a step of a decoder whose faults lie at `place` (`column "x", row group 2`) and near `byteOffset`. */
export function within<T>(place: string, byteOffset: number | null, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw placed(error, place, byteOffset);
  }
}

/**
 * What `within` throws where `error` was thrown. Where a length leads outside of what there is, the platform throws an error
 * that has no words for people: it becomes a refusal. What else is thrown is no fault of the bytes, and stays.
 */
export function placed(error: unknown, place: string, byteOffset: number | null): unknown {
  if (error instanceof RangeError || error instanceof TypeError)
    return new Refusal('malformed', `${place}: the bytes there are not what the format says`, byteOffset);
  if (!(error instanceof Refusal) || error.byteOffset !== null) return error;
  return new Refusal(error.kind, `${place}: ${error.message}`, byteOffset);
}

/** Runs a decoder of others, whose errors have no words for people: whatever it throws is about its bytes. */
export function refusing<T>(what: string, step: () => T): T {
  try {
    return step();
  } catch {
    return refuse(`${what} is broken`);
  }
}

/** The failure of a reader whose decoder threw; throws what is no fault of the bytes. */
export function failureOf(
  error: unknown,
  malformed: 'malformedParquet' | 'malformedArrow' | 'malformedAvro' | 'malformedSqlite' | 'malformedXlsx',
): ReadFailure {
  const refusal = error instanceof Refusal ? error : placed(error, 'the file', null);
  if (!(refusal instanceof Refusal)) throw error;
  return {
    kind: refusal.kind === 'malformed' ? malformed : refusal.kind,
    message: refusal.message,
    ...(refusal.byteOffset === null ? {} : { byteOffset: refusal.byteOffset }),
  };
}
