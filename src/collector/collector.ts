import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from './access';
import type { EventStore } from './eventStore';
import type { GroupCommit, KeptEvent } from './groupCommit';
import { readBody, RefusedBody } from './readBody';
import { readSentEvents, type SentEvents } from './sentEvents';

/** What the collector answers by. */
export interface CollectorParts {
  readonly store: EventStore;
  readonly commits: GroupCommit;
  readonly access: Access;
  /** A path that takes events besides the usual ones, for clients that drop those; null for none. */
  readonly extraPath: string | null;
  /** What is thrown and answered by 503. */
  readonly onFault: (error: unknown) => void;
}

/** Answers a request of the collector; false where it is for none of its addresses. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Clients put a prefix before the path, or send to the address that OpenLineage's own description has. */
const lineagePath = /\/lineage(?:\/batch)?\/?$/;
const retryAfterSeconds = '1';

/**
 * Takes events by POST, gives them by GET, and says that it lives. What may be taken later is answered by 503 and never by another status of a server's
 * fault: a client of OpenLineage loses the event on 500. What can never be an event is 400.
 */
export function createCollector(parts: CollectorParts): Answer {
  return async (request, response) => {
    const { pathname, searchParams } = addressOf(request);
    if (request.method === 'POST' && isForEvents(pathname, parts.extraPath)) {
      await take(request, response, parts, pathname);
      return true;
    }
    if (request.method !== 'GET') return false;
    if (pathname === '/healthz') await sayHealth(response, parts);
    else if (pathname === '/api/v1/events') await give(request, response, parts, searchParams);
    else return false;
    return true;
  };
}

function addressOf(request: IncomingMessage): URL {
  const url = request.url ?? '/';
  return URL.canParse(url, 'http://localhost')
    ? new URL(url, 'http://localhost')
    : new URL('http://localhost/');
}

function isForEvents(pathname: string, extraPath: string | null): boolean {
  return lineagePath.test(pathname) || pathname === extraPath;
}

async function take(
  request: IncomingMessage,
  response: ServerResponse,
  parts: CollectorParts,
  pathname: string,
): Promise<void> {
  const { access } = parts;
  if (!access.isOwnPage(request.headers))
    return refuse(request, response, 403, 'pages of other sites may not send events here');
  if (!access.isAllowed(request.headers)) return askForKey(request, response);
  // A page of another site can send text without being asked whether it may, and never this type.
  if (!/^application\/(?:[\w.+-]*\+)?json\b/i.test(request.headers['content-type'] ?? ''))
    return refuse(request, response, 415, 'events are sent as application/json');
  let sent: SentEvents | string;
  try {
    sent = readSentEvents(await readBody(request));
  } catch (error) {
    if (error instanceof RefusedBody) return refuse(request, response, error.status, error.message);
    throw error;
  }
  if (typeof sent === 'string') return refuse(request, response, 400, sent);
  const isBatch = sent.isList || /\/batch\/?$/.test(pathname);
  if (!isBatch && sent.events.length === 0)
    return refuse(request, response, 400, sent.refused[0]?.reason ?? 'the body is empty');
  let kept: readonly KeptEvent[] | null;
  try {
    kept = await parts.commits.add(sent.events);
  } catch (error) {
    parts.onFault(error);
    return askToRetry(request, response, 'the database did not take the events');
  }
  if (kept === null) return askToRetry(request, response, 'more events are waiting than may wait');
  if (isBatch) json(response, 200, batchReport(sent, kept));
  else json(response, 201, { sequence: kept[0]?.sequence, duplicate: kept[0]?.isDuplicate });
}

/** As OpenLineage's description of the batch has it. */
function batchReport({ refused, events }: SentEvents, kept: readonly KeptEvent[]): unknown {
  return {
    status: refused.length === 0 ? 'success' : 'partial_success',
    summary: {
      received: events.length + refused.length,
      successful: events.length,
      failed: refused.length,
      retriable: 0,
      non_retriable: refused.length,
    },
    duplicates: kept.filter(({ isDuplicate }) => isDuplicate).length,
    failed_events: refused.map(({ index, reason }) => ({ index, reason, retriable: false })),
  };
}

/** JSON lines, an event each; `Throughline-Next` is what to ask for next. */
async function give(
  request: IncomingMessage,
  response: ServerResponse,
  { store, access, onFault }: CollectorParts,
  search: URLSearchParams,
): Promise<void> {
  if (!access.isAllowed(request.headers)) return askForKey(request, response);
  const after = search.get('after') ?? '0';
  if (!/^\d{1,15}$/.test(after)) return refuse(request, response, 400, 'after takes a number');
  try {
    const page = await store.after(Number(after));
    response.writeHead(200, {
      'Content-Type': 'application/x-ndjson',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Throughline-Next': String(page.next),
      'Throughline-Collector': store.id,
    });
    response.end(Buffer.concat(page.events.flatMap((event) => [onOneLine(event), lineFeed])));
  } catch (error) {
    onFault(error);
    askToRetry(request, response, 'the database did not answer');
  }
}

async function sayHealth(response: ServerResponse, { store, onFault }: CollectorParts): Promise<void> {
  try {
    json(response, 200, { status: 'ok', events: await store.count() });
  } catch (error) {
    onFault(error);
    response.setHeader('Retry-After', retryAfterSeconds);
    json(response, 503, { status: 'the database does not answer' });
  }
}

const lineFeed = Buffer.from('\n');

/** Line ends of JSON stand between its parts and never within a string: blanks say the same. */
function onOneLine(event: Uint8Array): Uint8Array {
  return event.includes(0x0a) || event.includes(0x0d)
    ? event.map((byte) => (byte === 0x0a || byte === 0x0d ? 0x20 : byte))
    : event;
}

function askForKey(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('WWW-Authenticate', 'Bearer');
  refuse(request, response, 401, 'send the key as Authorization: Bearer KEY');
}

function askToRetry(request: IncomingMessage, response: ServerResponse, message: string): void {
  response.setHeader('Retry-After', retryAfterSeconds);
  refuse(request, response, 503, message);
}

/** What is left of the body is not read: the connection ends with the answer. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  if (!request.complete) response.setHeader('Connection', 'close');
  json(response, status, { error: message });
}

function json(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(`${JSON.stringify(value)}\n`);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}
