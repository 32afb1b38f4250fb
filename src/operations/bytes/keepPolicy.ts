/** Which bytes of what is dropped are kept on this device, a workspace; the digest of a file is known either way. */
export type KeepPolicy =
  | { readonly kind: 'always' }
  | { readonly kind: 'upTo'; readonly byteLength: number }
  | { readonly kind: 'never' };

/** Files of up to 256 MiB are kept. */
export const defaultKeepPolicy: KeepPolicy = { kind: 'upTo', byteLength: 256 * 1024 * 1024 };

/** Whether the bytes of a file of this size are to be kept. */
export function isKept(policy: KeepPolicy, byteLength: number): boolean {
  return policy.kind === 'always' || (policy.kind === 'upTo' && byteLength <= policy.byteLength);
}

/** Reads a stored policy; the default where it is none. */
export function parseKeepPolicy(value: unknown): KeepPolicy {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return defaultKeepPolicy;
  if (value.kind === 'always' || value.kind === 'never') return { kind: value.kind };
  const byteLength = 'byteLength' in value ? value.byteLength : null;
  const isSize = typeof byteLength === 'number' && Number.isSafeInteger(byteLength) && byteLength >= 0;
  return value.kind === 'upTo' && isSize ? { kind: 'upTo', byteLength } : defaultKeepPolicy;
}
