/** Marks a branch that the types rule out; reaching it is a bug and throws. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`);
}
