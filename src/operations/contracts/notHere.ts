import { describeFailure } from '../core/describeFailure';
import type { OperationFailure } from '../core/outcome';

/** Why the rows of a version cannot be read, as part of a sentence. */
export function notHere(failure: OperationFailure): string {
  switch (failure.kind) {
    case 'bytesNotHere':
      return `the bytes of ${failure.title} are not kept on this device`;
    case 'notFound':
      return failure.message;
    default:
      return describeFailure(failure);
  }
}
