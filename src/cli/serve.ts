import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { homedir, hostname } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { Answer } from '../collector/collector';
import type { DatabaseChoice } from '../collector/openDatabase';
import { UsageError, type Command, type ExitStatus, type Flags, type Output } from './command';

const usualPort = 4180;
const leastKeyLength = 16;
/** What was taken is answered within this after the end was asked for; a connection that stays open is closed then. */
const lastAnswersMs = 1000;

/** `serve`: the page, and a collector of OpenLineage events beside it. */
export const serveCommand: Command = {
  details: [
    'POST /api/v1/lineage takes one event or a list, POST /api/v1/lineage/batch a list. GET /api/v1/events?after=N gives JSON lines, GET /healthz says whether it lives.',
    'Events are kept byte for byte, by digest, so that one that is sent again is kept once. The answer comes after the commit.',
    'The database is PostgreSQL in the process (PGlite), in a folder that one process holds at a time, or a PostgreSQL of your own by --database.',
    'It listens on this machine alone. Another --host needs --key-file: clients send the key as OPENLINEAGE_API_KEY, the page asks for it once.',
    'It runs until it is interrupted, and then finishes what it has taken.',
  ],
  flags: [
    { name: 'port', value: 'N', help: `where to listen, 0 for any free port (default: ${usualPort})` },
    { name: 'host', value: 'ADDRESS', help: 'on which address (default: 127.0.0.1)' },
    { name: 'data', value: 'FOLDER', help: 'where PGlite keeps the events (default: a folder of the user)' },
    { name: 'database', value: 'URL', help: 'keeps them in this PostgreSQL, postgres://…' },
    {
      name: 'key-file',
      value: 'FILE',
      help: `the key that is asked for, at least ${leastKeyLength} characters`,
    },
    {
      name: 'allow-host',
      value: 'NAME',
      help: 'a name that this server is known by; can be given several times',
    },
    {
      name: 'path',
      value: 'PATH',
      help: 'takes events at this path, too, for clients that leave out the usual one',
    },
  ],
  argumentCount: { min: 0, max: 0 },
  async run({ flags, output }): Promise<ExitStatus> {
    const host = flags.get('host') ?? '127.0.0.1';
    const key = await keyOf(flags);
    if (key === null && !isLoopback(host))
      throw new UsageError(`--host ${host} lets other machines in: give a key by --key-file`);
    return serve({ host, port: portOf(flags), key, flags, output });
  },
};

interface Wanted {
  readonly host: string;
  readonly port: number;
  readonly key: string | null;
  readonly flags: Flags;
  readonly output: Output;
}

async function serve({ host, port, key, flags, output }: Wanted): Promise<ExitStatus> {
  const { openDatabase } = await import('../collector/openDatabase');
  const { createAccess } = await import('../collector/access');
  const { createCollector } = await import('../collector/collector');
  const { createGroupCommit } = await import('../collector/groupCommit');
  const { createServerAnswer } = await import('../collector/serverAnswer');
  const choice = databaseOf(flags);
  if (choice.kind === 'folder')
    output.message(`The events are in ${choice.folder}; a new folder takes ten to twenty seconds.`);
  let store;
  try {
    store = await openDatabase(choice);
  } catch (error) {
    output.message(`The database could not be opened: ${messageOf(error)}`);
    return 2;
  }
  const commits = createGroupCommit((events) => store.append(events));
  const access = createAccess(key, [...flags.all('allow-host'), hostname(), host]);
  const answer = createServerAnswer(
    access,
    createCollector({
      store,
      commits,
      access,
      extraPath: flags.get('path'),
      onFault: (error) => output.message(`The database: ${messageOf(error)}`),
    }),
  );
  const server = await createPageServer(answer);
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    output.message(`The server could not start: ${messageOf(error)}`);
    await store.close();
    return 2;
  }
  const address = server.address();
  const shown = host.includes(':') ? `[${host}]` : host;
  output.message(
    `Throughline is at http://${shown}:${typeof address === 'object' ? address?.port : port}/ and takes events at /api/v1/lineage.`,
  );
  await interrupted();
  const closed = new Promise((resolve) => server.close(resolve));
  await commits.idle();
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, lastAnswersMs))]);
  server.closeAllConnections();
  await store.close();
  return 0;
}

/** The built page where it lies beside the command, with the answers of the collector before it. */
async function createPageServer(answer: Answer): Promise<Server> {
  const { tellOfEvents } = await import('../collector/serverAnswer');
  const root = path.dirname(import.meta.dirname);
  const file = pathToFileURL(path.join(root, 'server/staticServer.mjs')).href;
  const { createStaticServer } = (await import(/* @vite-ignore */ file)) as {
    createStaticServer: (folder: string, first: Answer, change: typeof tellOfEvents) => Server;
  };
  return createStaticServer(path.join(root, 'dist'), answer, tellOfEvents);
}

async function interrupted(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}

function databaseOf(flags: Flags): DatabaseChoice {
  const url = flags.get('database');
  const folder = flags.get('data');
  if (url === null) return { kind: 'folder', folder: path.resolve(folder ?? usualFolder()) };
  if (folder !== null)
    throw new UsageError('--data and --database are two places for the same events: give one');
  if (!/^postgres(?:ql)?:\/\//.test(url))
    throw new UsageError('--database takes an address that begins with postgres://');
  return { kind: 'postgres', url };
}

function usualFolder(): string {
  const data = process.env['XDG_DATA_HOME'] ?? path.join(homedir(), '.local', 'share');
  return path.join(data, 'throughline', 'events');
}

function portOf(flags: Flags): number {
  const given = flags.get('port') ?? String(usualPort);
  if (!/^\d{1,5}$/.test(given) || Number(given) > 65_535)
    throw new UsageError('--port takes a number from 0 to 65535');
  return Number(given);
}

async function keyOf(flags: Flags): Promise<string | null> {
  const file = flags.get('key-file');
  if (file === null) return null;
  const key = (await readFile(file, 'utf8')).trim();
  if (key.length < leastKeyLength)
    throw new UsageError(`the key in ${file} has less than ${leastKeyLength} characters`);
  return key;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
