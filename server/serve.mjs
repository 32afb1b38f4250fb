import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import process from 'node:process';
import { listenOnLoopback, usualPort } from './listen.mjs';
import { createStaticServer } from './staticServer.mjs';

const folder = fileURLToPath(new URL('../dist', import.meta.url));

if (!existsSync(`${folder}/index.html`))
  fail('There is no build to serve yet. Run `npm run build` first, or `npm start`.');

const server = createStaticServer(folder);
const wanted = requestedPort();
try {
  const port = await listenOnLoopback(server, wanted);
  if (wanted === null && port !== usualPort) {
    console.log(`Port ${usualPort} belongs to another program now, so this is port ${port}.`);
    console.log(
      `A browser keeps workspaces by address: those made at port ${usualPort} are not shown at this one.`,
    );
  }
  console.log(`Throughline is at http://127.0.0.1:${port}/`);
} catch (error) {
  fail(`The server could not start: ${reasonOf(error)}`);
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}

/** @param {unknown} error */
function reasonOf(error) {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE')
    return `port ${wanted ?? usualPort} belongs to another program. End it, or choose another port: PORT=8080 npm start`;
  if (code === 'EACCES') return `port ${wanted} is reserved for the system. Choose one above 1023.`;
  return error instanceof Error ? error.message : String(error);
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
