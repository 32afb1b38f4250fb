import type { Json } from '../lib/json';
import { mayPass, mostTries, type RequestPorts, timeoutMs, waitFor } from './requestTries';

/** What a collector did with some events. */
export interface PostReport {
  readonly url: string;
  readonly eventCount: number;
  /** Events that the collector took. */
  readonly arrived: number;
  /** Events that it refused, by their places from 1, with what it answered. */
  readonly refused: readonly { readonly event: number; readonly status: number; readonly message: string }[];
  /** Events that were not tried any more. */
  readonly notSent: number;
  /** Why sending ended early; null where every event was tried. */
  readonly stoppedBy: string | null;
  readonly retryCount: number;
}

/**
 * Posts events to a collector, one after the other, as a run's end must not arrive before its start. What may pass (no answer, 408, 429, 5xx) is tried
 * five times, with waits that double, or as long as the collector asks for. An event that is refused is counted and passed; a key that is refused, and a
 * collector that does not answer any more, end it. Redirects are not followed, so that a key goes nowhere else.
 */
export async function postEvents(
  url: string,
  events: readonly Json[],
  key: string | null,
  ports: RequestPorts,
): Promise<PostReport> {
  const refused: { event: number; status: number; message: string }[] = [];
  let [arrived, retryCount] = [0, 0];
  let stoppedBy: string | null = null;
  let index = 0;
  for (; index < events.length && stoppedBy === null; index++) {
    const answer = await postOne(url, events[index]!, key, ports);
    retryCount += answer.retryCount;
    if (answer.kind === 'arrived') arrived++;
    else if (answer.kind === 'refused') {
      const { status, message } = answer;
      refused.push({ event: index + 1, status, message });
      if (status === 401 || status === 403) stoppedBy = `the collector refused the key (${status})`;
    } else stoppedBy = answer.message;
  }
  const tried = arrived + refused.length;
  return {
    url,
    eventCount: events.length,
    arrived,
    refused,
    notSent: events.length - tried,
    stoppedBy,
    retryCount,
  };
}

type Answer = { readonly retryCount: number } & (
  | { readonly kind: 'arrived' }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  | { readonly kind: 'unreachable'; readonly message: string }
);

async function postOne(url: string, event: Json, key: string | null, ports: RequestPorts): Promise<Answer> {
  let last = '';
  for (let retryCount = 0; retryCount < mostTries; retryCount++) {
    const response = await tryOnce(url, event, key, ports);
    if (typeof response === 'string') last = response;
    else if (response.ok) return { kind: 'arrived', retryCount };
    else {
      const message = (await response.text().catch(() => '')).replaceAll(/\s+/g, ' ').slice(0, 300);
      if (!mayPass(response.status)) return { kind: 'refused', status: response.status, message, retryCount };
      last = `it answered ${response.status}`;
    }
    if (retryCount < mostTries - 1)
      await ports.wait(waitFor(retryCount, typeof response === 'string' ? null : response, ports));
  }
  return { kind: 'unreachable', message: `after ${mostTries} tries: ${last}`, retryCount: mostTries - 1 };
}

/** The answer, or why there is none. */
async function tryOnce(
  url: string,
  event: Json,
  key: string | null,
  { fetch }: RequestPorts,
): Promise<Response | string> {
  try {
    return await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'Content-Type': 'application/json',
        ...(key !== null && { Authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(event),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? `no answer (${cause.message})` : 'no answer';
  }
}

/** Where a collector takes events: the path of Marquez where an address has none. Null for what is no address of the web. */
export function collectorUrl(given: string): string | null {
  if (!URL.canParse(given)) return null;
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.pathname === '/' && url.search === '') url.pathname = '/api/v1/lineage';
  return url.href;
}
