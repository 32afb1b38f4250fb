import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** A PostgreSQL of the system in a folder of its own. */
export interface TestPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts Debian's PostgreSQL on loopback; null, with a line that says so, where it is not installed. */
export async function startPostgres(): Promise<TestPostgres | null> {
  const programs = programsFolder();
  if (programs === null) {
    console.log('PostgreSQL is not installed; the tests of the collector ran on PGlite alone.');
    return null;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-postgres-'));
  const user = userFor(folder);
  const data = path.join(folder, 'data');
  execFileSync(
    path.join(programs, 'initdb'),
    ['-D', data, '-U', 'throughline', '-A', 'trust', '-E', 'UTF8'],
    {
      stdio: 'ignore',
      ...user,
    },
  );
  const port = await freePort();
  const child = spawn(
    path.join(programs, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'],
    { stdio: ['ignore', 'ignore', 'pipe'], ...user },
  );
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (/ready to accept connections/.test(said)) resolve();
    });
    child.once('exit', () => reject(new Error(said)));
  });
  return {
    url: `postgres://throughline@127.0.0.1:${port}/postgres`,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function programsFolder(): string | null {
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return null;
  const newest = readdirSync(versions).toSorted((a, b) => Number(b) - Number(a))[0];
  const folder = path.join(versions, newest ?? '', 'bin');
  return existsSync(path.join(folder, 'initdb')) ? folder : null;
}

/** PostgreSQL refuses to run as root: it runs as the user that Debian made for it. */
function userFor(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const [uid, gid] = [id('-u'), id('-g')];
  chownSync(folder, uid, gid);
  return { uid, gid };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
