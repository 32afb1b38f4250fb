import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';

/** Why a body was not taken. */
export class RefusedBody extends Error {
  override readonly name = 'RefusedBody';
  readonly status: 400 | 413 | 415;
  constructor(status: 400 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

/** The bytes of a body, after gunzip. */
const mostBytes = 16 * 1024 * 1024;

/** Reads a body that may be chunked or packed by gzip. Throws `RefusedBody`: before it holds more than the limit, packed or not. */
export async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding !== 'gzip' && encoding !== 'identity')
    throw new RefusedBody(415, `a body packed by ${encoding} is not read; send gzip or nothing`);
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  return encoding === 'gzip' ? unpacked(request) : collected(request);
}

async function unpacked(request: IncomingMessage): Promise<Uint8Array> {
  const gunzip = createGunzip();
  request.on('error', (error) => gunzip.destroy(error));
  try {
    return await collected(request.pipe(gunzip));
  } catch (error) {
    if (error instanceof RefusedBody) throw error;
    throw new RefusedBody(400, `the body is no whole gzip: ${error instanceof Error ? error.message : ''}`);
  } finally {
    request.unpipe(gunzip);
    gunzip.destroy();
  }
}

async function collected(stream: Readable): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let byteLength = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    byteLength += piece.length;
    if (byteLength > mostBytes) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tooLarge(): RefusedBody {
  return new RefusedBody(413, `a body has at most ${mostBytes / 1024 / 1024} MB`);
}
