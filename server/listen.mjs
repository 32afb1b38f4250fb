/** Where the app is served when nobody asks for a port, and how many after it are tried. */
export const usualPort = 4173;
const portsTried = 50;

/**
 * Listens on the loopback interface. `port`: exactly that one, 0 any free one, null the usual one or the next that
 * is free.
 * @param {import('node:http').Server} server
 * @param {number | null} port
 * @returns {Promise<number>} the port it listens on; rejects where none could be had
 */
export async function listenOnLoopback(server, port) {
  if (port !== null) return listenOn(server, port);
  for (let candidate = usualPort; ; candidate++) {
    try {
      return await listenOn(server, candidate);
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || candidate >= usualPort + portsTried) throw error;
    }
  }
}

/**
 * Listens on exactly that port, 0 for any free one.
 * @param {import('node:http').Server} server
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<number>} the port it listens on
 */
export function listenOn(server, port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
