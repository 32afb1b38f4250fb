import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { securityHeaders } from './securityHeaders.mjs';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** @type {Record<string, string>} */
const mediaTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

const compressible = /^text\/|json|javascript|svg|wasm/;

/** Below this a compressed answer is hardly smaller. */
const smallestCompressed = 1024;

/**
 * @typedef {'br' | 'gzip' | 'identity'} Encoding
 * @typedef {{ bytes: Buffer, modifiedMs: number, etag: string, encoded: Map<Encoding, Buffer> }} CachedFile
 */

/**
 * What answers before the files do: true where it has answered. It then also decides which hosts are the server's own.
 * @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<boolean>} First
 */

/**
 * What is sent in place of a file's bytes, by its name below the folder.
 * @typedef {(name: string, bytes: Buffer) => Buffer} Change
 */

/**
 * A server of the files under `folder`, for GET and HEAD, under the names of this machine for itself. It follows no link out of the folder, lists nothing, and
 * shows no file whose path has a part that starts with a dot.
 * @param {string} folder
 * @param {First} [first]
 * @param {Change} [change]
 */
export function createStaticServer(folder, first = refuseOtherHosts, change = (_name, bytes) => bytes) {
  /** @type {Map<string, CachedFile>} */
  const cache = new Map();
  return createServer((request, response) => {
    answer({ folder, cache, first, change }, request, response).catch((/** @type {unknown} */ error) => {
      console.error(error);
      if (!response.headersSent) sendText(response, 500, 'The server failed to read this file.');
      else response.destroy();
    });
  });
}

/**
 * @param {{ folder: string, cache: Map<string, CachedFile>, first: First, change: Change }} site
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer({ folder, cache, first, change }, request, response) {
  if (await first(request, response)) return;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    sendText(response, 405, 'Only GET and HEAD are answered here.');
    return;
  }
  const name = requestedName(request.url ?? '');
  if (name === null) {
    sendText(response, 400, 'This address is malformed.');
    return;
  }
  const file = await locate(folder, name);
  if (file === null) {
    sendText(response, 404, 'There is nothing at this address.');
    return;
  }

  const mediaType = mediaTypes[path.extname(file)] ?? 'application/octet-stream';
  const cached = await load(cache, file, (bytes) => change(path.relative(folder, file), bytes));
  /** @type {Record<string, string | number>} */
  const headers = {
    ...securityHeaders,
    'Content-Type': mediaType,
    'Cache-Control': isHashed(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: cached.etag,
    Vary: 'Accept-Encoding',
  };
  if (request.headers['if-none-match'] === cached.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const encoding =
    compressible.test(mediaType) && cached.bytes.length >= smallestCompressed
      ? acceptedEncoding(request.headers['accept-encoding'])
      : 'identity';
  const body = await encode(cached, encoding);
  if (encoding !== 'identity') headers['Content-Encoding'] = encoding;
  headers['Content-Length'] = body.length;
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body);
}

/**
 * Refuses what is not for this machine by a name that only it can have. A page of another site may have its own name
 * point here, and would read the answers as its own.
 * @type {First}
 */
function refuseOtherHosts({ headers: { host } }, response) {
  const isOwn = /^(?:(?:[a-z0-9-]+\.)*localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.test(host ?? '');
  if (!isOwn) sendText(response, 421, 'This server answers to localhost and 127.0.0.1 alone.');
  return Promise.resolve(!isOwn);
}

/**
 * The decoded path of an address without its leading slash, or null where it is no path that a file could have.
 * @param {string} address
 */
function requestedName(address) {
  if (!address.startsWith('/')) return null;
  try {
    const name = decodeURIComponent(address.replace(/[?#].*$/s, '')).slice(1);
    return name.includes('\0') || name.includes('\\') ? null : name;
  } catch {
    return null;
  }
}

/**
 * @param {string} folder
 * @param {string} name
 */
async function locate(folder, name) {
  if (name.split('/').some((part) => part.startsWith('.'))) return null;
  try {
    const root = await realpath(folder);
    const file = await realpath(
      path.join(root, name === '' || name.endsWith('/') ? `${name}index.html` : name),
    );
    if (!file.startsWith(root + path.sep)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}

/**
 * @param {Map<string, CachedFile>} cache
 * @param {string} file
 * @param {(bytes: Buffer) => Buffer} change
 * @returns {Promise<CachedFile>}
 */
async function load(cache, file, change) {
  const { mtimeMs: modifiedMs } = await stat(file);
  const known = cache.get(file);
  if (known?.modifiedMs === modifiedMs) return known;
  const bytes = change(await readFile(file));
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
  const loaded = { bytes, modifiedMs, etag, encoded: new Map() };
  cache.set(file, loaded);
  return loaded;
}

/**
 * @param {string | string[] | undefined} header
 * @returns {Encoding}
 */
function acceptedEncoding(header) {
  const accepted = String(header ?? '')
    .split(',')
    .filter((item) => !/;\s*q=0(\.0*)?\s*$/.test(item))
    .map((item) => item.replace(/;.*$/, '').trim());
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : 'identity';
}

/**
 * @param {CachedFile} file
 * @param {Encoding} encoding
 */
async function encode(file, encoding) {
  if (encoding === 'identity') return file.bytes;
  const known = file.encoded.get(encoding);
  if (known) return known;
  const body =
    encoding === 'br'
      ? await compressBrotli(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
      : await compressGzip(file.bytes);
  file.encoded.set(encoding, body);
  return body;
}

/**
 * The build puts a digest into the name of everything under assets/, so that it can be kept for ever.
 * @param {string} name
 */
function isHashed(name) {
  return name.startsWith('assets/');
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function sendText(response, status, text) {
  response
    .writeHead(status, {
      ...securityHeaders,
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Length': Buffer.byteLength(text),
    })
    .end(text);
}
