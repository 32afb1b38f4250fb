import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import process from 'node:process';
import { listenOnLoopback } from './listen.mjs';
import { createStaticServer } from './staticServer.mjs';

const folder = fileURLToPath(new URL('../dist', import.meta.url));

if (!existsSync(`${folder}/index.html`))
  fail('There is no build to serve yet. Run `npm run build` first, or `npm start`.');

const server = createStaticServer(folder);
try {
  const port = await listenOnLoopback(server, requestedPort());
  console.log(`Throughline is at http://127.0.0.1:${port}/`);
} catch (error) {
  fail(`The server could not start: ${error instanceof Error ? error.message : String(error)}`);
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}

function requestedPort() {
  const text = process.env['PORT'];
  if (text === undefined || text === '') return null;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    fail(`PORT is "${text}"; it must be a number from 0 to 65535.`);
  return Number(text);
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
