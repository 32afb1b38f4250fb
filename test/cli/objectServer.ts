import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server of objects does otherwise than it should. */
export interface Failing {
  /** Answers this many requests with 503 before it answers one as it should, again and again. */
  readonly unavailable?: number;
  /** Closes the connection of the first so many requests of each kind and name: before it has done anything, or after it. */
  readonly drops?: number;
  readonly dropsAfter?: boolean;
  readonly ignoresConditions?: boolean;
  /** Takes ETags without quotes alone, as Ceph does. */
  readonly hasBareTags?: boolean;
}

/** A server of objects on loopback that keeps conditions as S3 does, and fails as it is told. */
export interface ObjectServer {
  readonly url: string;
  readonly objects: Map<string, Buffer>;
  /** Method and name of each request, in order. */
  readonly requests: string[];
  fail(how: Failing): void;
  close(): Promise<void>;
}

export async function objectServer(): Promise<ObjectServer> {
  const objects = new Map<string, Buffer>();
  const requests: string[] = [];
  let failing: Failing = {};
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const name = decodeURIComponent(request.url!).slice('/bucket/'.length);
      requests.push(`${request.method} ${name}`);
      const { unavailable = 0, drops = 0, dropsAfter = false } = failing;
      const likeThis = requests.filter((each) => each === requests.at(-1)).length;
      if (unavailable > 0 && requests.length % (unavailable + 1) !== 0) {
        response.writeHead(503, { 'Retry-After': '0' }).end('<Error><Code>SlowDown</Code></Error>');
        return;
      }
      const isDropped = likeThis <= drops;
      if (isDropped && !dropsAfter) request.socket.destroy();
      else {
        const send = answer(request, name, body, objects, failing);
        if (isDropped) request.socket.destroy();
        else send(response);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    requests,
    fail: (how) => void (failing = how),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type Send = (response: ServerResponse) => void;

function answer(
  request: IncomingMessage,
  name: string,
  body: Buffer,
  objects: Map<string, Buffer>,
  failing: Failing,
): Send {
  const fault =
    (status: number, code: string): Send =>
    (response) =>
      response.writeHead(status).end(`<Error><Code>${code}</Code><Message>No.</Message></Error>`);
  if (request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=key/') !== true)
    return fault(403, 'InvalidAccessKeyId');
  if (!request.url!.startsWith('/bucket/')) return fault(404, 'NoSuchBucket');
  const there = objects.get(name);
  if (request.method !== 'PUT') {
    if (!there) return fault(404, 'NoSuchKey');
    return (response) => {
      response.writeHead(200, { ETag: tagOf(there), 'Content-Length': there.length });
      response.end(request.method === 'HEAD' ? undefined : there);
    };
  }
  if (createHash('sha256').update(body).digest('hex') !== request.headers['x-amz-content-sha256'])
    return fault(400, 'XAmzContentSHA256Mismatch');
  if (failing.ignoresConditions !== true && !isMet(request, there, failing))
    return fault(412, 'PreconditionFailed');
  objects.set(name, body);
  return (response) => response.writeHead(200, { ETag: tagOf(body) }).end();
}

function isMet({ headers }: IncomingMessage, there: Buffer | undefined, { hasBareTags }: Failing): boolean {
  if (headers['if-none-match'] === '*') return there === undefined;
  const wanted = headers['if-match'];
  if (wanted === undefined) return true;
  if (there === undefined) return false;
  const tag = tagOf(there);
  return wanted === (hasBareTags === true ? tag.replaceAll('"', '') : tag);
}

const tagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
