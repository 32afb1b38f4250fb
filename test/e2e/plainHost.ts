import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { listenOnLoopback } from '../../server/listen.mjs';

const distFolder = path.resolve(import.meta.dirname, '../../dist');
const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** A static host as careless as they come: it knows types, and sends no header that protects anybody. */
export interface PlainHost {
  /** Where the app is: in a folder of the host, and not at its root. */
  readonly address: string;
  close(): Promise<void>;
}

/** `replace` may give other bytes for a file, by its name in the build. */
export async function startPlainHost(
  replace: (name: string) => string | undefined = () => undefined,
): Promise<PlainHost> {
  const base = '/people/ana/explorer/';
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://host').pathname.slice(base.length) || 'index.html';
    const file = path.join(distFolder, name);
    if (!request.url?.startsWith(base) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': types[path.extname(name)] ?? 'application/octet-stream' });
    const other = replace(name);
    if (other === undefined) createReadStream(file).pipe(response);
    else response.end(other);
  });
  const port = await listenOnLoopback(server, 0);
  return {
    address: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Another origin that lets everybody in and notes who came. */
export interface Listener {
  readonly address: string;
  readonly visits: string[];
  close(): void;
}

export async function startListener(): Promise<Listener> {
  const visits: string[] = [];
  const note = (request: IncomingMessage): void => void visits.push(`${request.method} ${request.url}`);
  const server = createServer((request, response) => {
    note(request);
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript' });
    response.end('export {};');
  });
  server.on('upgrade', (request, socket) => {
    note(request);
    socket.destroy();
  });
  const port = await listenOnLoopback(server, 0);
  return {
    address: `http://127.0.0.1:${port}/`,
    visits,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
