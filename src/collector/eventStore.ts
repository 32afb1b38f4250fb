import { createHash, randomUUID } from 'node:crypto';
import type { KeptEvent } from './groupCommit';

/** A connection that speaks PostgreSQL's SQL. */
export interface SqlConnection {
  /** One statement with `$1` and so on. */
  query(
    text: string,
    parameters: readonly unknown[],
  ): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
  close(): Promise<void>;
}

/** A stretch of the events in the order of their commits. */
export interface EventPage {
  readonly events: readonly Uint8Array[];
  /** What to ask for after it; the place that was asked for, where there is none. */
  readonly next: number;
}

/** Where the collector keeps events. */
export interface EventStore {
  /** Of this database: whoever follows it begins again where it is another one. */
  readonly id: string;
  /** Commits all of them, or throws. An event with the same bytes is kept once. */
  append(events: readonly Uint8Array[]): Promise<readonly KeptEvent[]>;
  /** Events after a place, at most some thousand and some megabytes. */
  after(sequence: number): Promise<EventPage>;
  count(): Promise<number>;
  close(): Promise<void>;
}

/**
 * The lock makes the order of the numbers the order of the commits, so that whoever reads after a number misses no event of another
 * collector on the same database.
 */
const schema = [
  'create table if not exists throughline_collector (id text not null, version int not null)',
  `create table if not exists throughline_event (
     sequence bigint generated always as identity primary key,
     digest bytea not null unique,
     received timestamptz not null default now(),
     bytes bytea not null)`,
  `create or replace function throughline_append(digests bytea[], bodies bytea[])
   returns table (place int, kept bigint, is_new boolean) language plpgsql as $$
   declare before bigint;
   begin
     perform pg_advisory_xact_lock(7310579482);
     select coalesce(max(sequence), 0) into before from throughline_event;
     insert into throughline_event (digest, bytes)
       select d, b from (
         select distinct on (g.d) g.d, g.b, g.o from unnest(digests, bodies) with ordinality as g (d, b, o)
         where not exists (select from throughline_event e where e.digest = g.d)
         order by g.d, g.o) as first
       order by o;
     return query
       select g.o::int, e.sequence, e.sequence > before and g.o = min(g.o) over (partition by g.d)
       from unnest(digests) with ordinality as g (d, o) join throughline_event e on e.digest = g.d
       order by g.o;
   end $$`,
];

const version = 1;
const mostEvents = 1000;
const mostBytes = 8 * 1024 * 1024;

/** Makes the tables where they are not there. Throws where the database was made by a later version. */
export async function openEventStore(connection: SqlConnection): Promise<EventStore> {
  for (const statement of schema) await connection.query(statement, []);
  await connection.query(
    'insert into throughline_collector (id, version) select $1, $2::int where not exists (select from throughline_collector)',
    [randomUUID(), version],
  );
  const { rows } = await connection.query('select id, version from throughline_collector limit 1', []);
  const made = Number(rows[0]?.['version']);
  if (made > version) throw new Error(`the database was made by a later version of the collector (${made})`);
  return {
    id: String(rows[0]?.['id']),
    append: (events) => append(connection, events),
    after: (sequence) => eventsAfter(connection, sequence),
    async count() {
      const counted = await connection.query('select count(*)::text as count from throughline_event', []);
      return Number(counted.rows[0]?.['count']);
    },
    close: () => connection.close(),
  };
}

async function append(
  connection: SqlConnection,
  events: readonly Uint8Array[],
): Promise<readonly KeptEvent[]> {
  const digests = events.map((event) => hexOf(createHash('sha256').update(event).digest()));
  const { rows } = await connection.query(
    'select kept::text, is_new from throughline_append($1::text[]::bytea[], $2::text[]::bytea[]) order by place',
    [digests, events.map(hexOf)],
  );
  return rows.map((row) => ({ sequence: Number(row['kept']), isDuplicate: row['is_new'] !== true }));
}

async function eventsAfter(connection: SqlConnection, sequence: number): Promise<EventPage> {
  const { rows } = await connection.query(
    `select sequence::text as place, bytes from (
       select sequence, bytes, sum(length(bytes)) over (order by sequence) - length(bytes) as before
       from (select sequence, bytes from throughline_event where sequence > $1::bigint order by sequence limit ${mostEvents}) as page
     ) as measured where before < ${mostBytes} order by sequence`,
    [String(sequence)],
  );
  return {
    events: rows.map((row) => row['bytes'] as Uint8Array),
    next: Number(rows.at(-1)?.['place'] ?? sequence),
  };
}

/** Bytes as PostgreSQL reads them in a text. */
function hexOf(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}`;
}
