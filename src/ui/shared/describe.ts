import type { OperationFailure } from '../../operations/outcome';

export function describe(failure: OperationFailure): string {
  return 'message' in failure ? failure.message : failure.kind;
}
