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
/** An address of a request has no origin of its own. */
const anyBase = 'http://localhost';

/** What is answered. */
interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * Takes events by POST, gives them by GET, and says that it lives. What may be taken later is answered by 503 and never by another status of a server's
 * fault: a client of OpenLineage loses the event on 500. What can never be an event is 400.
 */
export function createCollector(parts: CollectorParts): Answer {
  return async (request, response) => {
    const { pathname, searchParams } = addressOf(request);
    if (request.method === 'POST' && isForEvents(pathname, parts.extraPath))
      write(request, response, await take(request, parts, pathname));
    else if (request.method !== 'GET') return false;
    else if (pathname === '/healthz') write(request, response, await health(parts));
    else if (pathname === '/api/v1/events')
      write(request, response, await give(request, parts, searchParams));
    else return false;
    return true;
  };
}

function addressOf(request: IncomingMessage): URL {
  const url = request.url ?? '/';
  return new URL(URL.canParse(url, anyBase) ? url : '/', anyBase);
}

function isForEvents(pathname: string, extraPath: string | null): boolean {
  return lineagePath.test(pathname) || pathname === extraPath;
}

async function take(request: IncomingMessage, parts: CollectorParts, pathname: string): Promise<Reply> {
  const { headers } = request;
  if (!parts.access.isOwnPage(headers)) return refusal(403, 'pages of other sites may not send events here');
  if (!parts.access.isAllowed(headers)) return keyWanted;
  // A page of another site can send text without being asked whether it may, and never this type.
  if (!/^application\/(?:[\w.+-]*\+)?json\b/i.test(headers['content-type'] ?? ''))
    return refusal(415, 'events are sent as application/json');
  try {
    const sent = readSentEvents(await readBody(request));
    if (typeof sent === 'string') return refusal(400, sent);
    return await commit(sent, sent.isList || /\/batch\/?$/.test(pathname), parts);
  } catch (error) {
    if (error instanceof RefusedBody) return refusal(error.status, error.message);
    throw error;
  }
}

async function commit(
  sent: SentEvents,
  isBatch: boolean,
  { commits, onFault }: CollectorParts,
): Promise<Reply> {
  if (!isBatch && sent.events.length === 0)
    return refusal(400, sent.refused[0]?.reason ?? 'the body is empty');
  try {
    const kept = await commits.add(sent.events);
    if (kept === null) return retryLater('more events are waiting than may wait');
    if (isBatch) return { status: 200, body: batchReport(sent, kept) };
    return { status: 201, body: { sequence: kept[0]?.sequence, duplicate: kept[0]?.isDuplicate } };
  } catch (error) {
    onFault(error);
    return retryLater('the database did not take the events');
  }
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
  { store, access, onFault }: CollectorParts,
  search: URLSearchParams,
): Promise<Reply> {
  if (!access.isAllowed(request.headers)) return keyWanted;
  const after = search.get('after') ?? '0';
  if (!/^\d{1,15}$/.test(after)) return refusal(400, 'after takes a number');
  try {
    const page = await store.after(Number(after));
    const headers = {
      'Content-Type': 'application/x-ndjson',
      'Throughline-Next': String(page.next),
      'Throughline-Collector': store.id,
    };
    const body = Buffer.concat(page.events.flatMap((event) => [onOneLine(event), lineFeed]));
    return { status: 200, headers, body };
  } catch (error) {
    onFault(error);
    return retryLater('the database did not answer');
  }
}

async function health({ store, onFault }: CollectorParts): Promise<Reply> {
  try {
    return { status: 200, body: { status: 'ok', events: await store.count() } };
  } catch (error) {
    onFault(error);
    return retryLater('the database does not answer');
  }
}

const lineFeed = Buffer.from('\n');

/** Line ends of JSON stand between its parts and never within a string: blanks say the same. */
function onOneLine(event: Uint8Array): Uint8Array {
  return event.includes(0x0a) || event.includes(0x0d)
    ? event.map((byte) => (byte === 0x0a || byte === 0x0d ? 0x20 : byte))
    : event;
}

function refusal(status: number, error: string): Reply {
  return { status, body: { error } };
}

const keyWanted: Reply = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Bearer' },
  body: { error: 'send the key as Authorization: Bearer KEY' },
};

function retryLater(error: string): Reply {
  return { status: 503, headers: { 'Retry-After': '1' }, body: { error } };
}

function write(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Reply): void {
  // What is left of a body is not read: the connection ends with the answer.
  if (!request.complete) response.setHeader('Connection', 'close');
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(`${JSON.stringify(body)}\n`);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(bytes);
}
