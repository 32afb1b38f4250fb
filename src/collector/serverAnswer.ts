import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from './access';
import type { Answer } from './collector';
import { readBody, RefusedBody } from './readBody';

/**
 * What the server answers before its files do: the collector, and the question for the key. True
 * where it has answered.
 */
export function createServerAnswer(access: Access, collector: Answer): Answer {
  return async (request, response) => {
    if (!access.isOwnHost(request.headers.host)) {
      say(response, 421, 'This server does not know itself by this name. Start it with --allow-host NAME.');
      return true;
    }
    const path = (request.url ?? '/').replace(/[?#].*$/s, '');
    if (path === '/session' && request.method === 'POST') {
      await beginSession(request, response, access);
      return true;
    }
    if (await collector(request, response)) return true;
    if (access.isAllowed(request.headers)) return false;
    askForKey(response, path === '/' ? 200 : 401, '');
    return true;
  };
}

/** The page as this server gives it: it says that events are collected here. The service worker differs, too, so that it fetches the page anew. */
export function tellOfEvents(name: string, bytes: Buffer): Buffer {
  if (name === 'sw.js') return Buffer.concat([bytes, Buffer.from('\n// With events.\n')]);
  if (name !== 'index.html') return bytes;
  return Buffer.from(
    bytes.toString().replace('<head>', '<head><meta name="throughline-events" content="here">'),
  );
}

async function beginSession(
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
): Promise<void> {
  const key = access.isOwnPage(request.headers) ? await sentKey(request) : null;
  const cookie = key === null ? null : access.beginSession(key);
  if (cookie === null) {
    askForKey(response, 401, '<p role="alert">This is not the key of this server.</p>');
    return;
  }
  response.writeHead(303, { Location: '/', 'Set-Cookie': cookie, 'Cache-Control': 'no-store' });
  response.end();
}

/** The key of the form; null where the body is none that can be read. */
async function sentKey(request: IncomingMessage): Promise<string | null> {
  try {
    return new URLSearchParams(Buffer.from(await readBody(request)).toString()).get('key')?.trim() ?? null;
  } catch (error) {
    if (error instanceof RefusedBody) return null;
    throw error;
  }
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${text}\n`);
}

/** A page of its own, without scripts: the app loads for whoever has the key. */
function askForKey(response: ServerResponse, status: number, notice: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
  });
  response.end(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Key · Throughline</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  main { max-width: 22rem; margin: 20vh auto 0; padding: 0 1rem; }
  input, button { font: inherit; padding: .4rem .6rem; width: 100%; box-sizing: border-box; margin-top: .5rem; }
</style>
<main>
  <h1>Throughline</h1>
  <p>This server asks for a key. Whoever started it has it in the file of <code>--key-file</code>.</p>
  ${notice}
  <form method="post" action="/session">
    <label>Key <input name="key" type="password" autocomplete="current-password" required autofocus></label>
    <button>Open</button>
  </form>
</main>
</html>
`);
}
