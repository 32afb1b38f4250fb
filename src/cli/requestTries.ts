/** What a request by HTTP needs from outside. */
export interface RequestPorts {
  readonly fetch: typeof fetch;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Between 0 and 1. */
  readonly chance: () => number;
}

/** How often a request is tried before it counts as not answered. */
export const mostTries = 5;

/** After this an answer is not waited for any more. */
export const timeoutMs = 30_000;

const firstWaitMs = 500;
const longestWaitMs = 30_000;

/** Whether the same request may be answered otherwise a little later. */
export function mayPass(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** Doubling, with a part of it by chance so that many senders do not come back at once; or what the server asks for, in seconds. */
export function waitFor(
  retryCount: number,
  response: Response | null,
  { chance }: Pick<RequestPorts, 'chance'>,
): number {
  const asked = Number(response?.headers.get('Retry-After') ?? Number.NaN);
  if (Number.isFinite(asked) && asked >= 0) return Math.min(asked * 1000, longestWaitMs);
  return Math.min(firstWaitMs * 2 ** retryCount, longestWaitMs) * (0.5 + chance() / 2);
}
