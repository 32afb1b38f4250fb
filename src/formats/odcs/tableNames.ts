import type { Reference } from '../../lineage/reference';
import { addressReference } from '../documents/addressReference';
import type { Placed } from '../openlineage/place';

/** The server that a contract's tables go by: its only one, or the only one that is production. */
export function serverOf(root: Placed): Placed | null {
  const servers = root.at('servers').items() ?? [];
  if (servers.length === 1) return servers[0]!;
  const live = servers.filter((server) =>
    [server.at('environment').text, server.at('server').text].some((text) =>
      /^prod(?:uction)?$/i.test(text ?? ''),
    ),
  );
  return live.length === 1 ? live[0]! : null;
}

/** Whether a server's path is one file, whatever the object. */
export function isOneFile(server: Placed | null): boolean {
  const path = server?.at('location').text ?? server?.at('path').text ?? null;
  return path !== null && !/\{(?:model|table|object)\}|\*/.test(path);
}

/** The path or address of an object's file, with its name in place of `{model}`; null where its server has none. */
export function tableAddress(server: Placed | null, object: Placed): string | null {
  const path = server?.at('location').text ?? server?.at('path').text ?? null;
  const name = object.at('physicalName').text ?? object.at('name').text ?? '';
  return path?.replaceAll(/\{(?:model|table|object)\}/g, () => name) ?? null;
}

/** How servers name what is in them, with the port that is usual. */
const databases: Readonly<
  Record<string, { readonly scheme: string; readonly port: number; readonly parts: readonly string[] }>
> = {
  postgres: { scheme: 'postgres', port: 5432, parts: ['database', 'schema'] },
  postgresql: { scheme: 'postgres', port: 5432, parts: ['database', 'schema'] },
  mysql: { scheme: 'mysql', port: 3306, parts: ['database'] },
  sqlserver: { scheme: 'mssql', port: 1433, parts: ['database', 'schema'] },
  oracle: { scheme: 'oracle', port: 1521, parts: ['serviceName', 'schema'] },
  trino: { scheme: 'trino', port: 8080, parts: ['catalog', 'schema'] },
  clickhouse: { scheme: 'clickhouse', port: 8123, parts: ['database'] },
};

/**
 * A table by the naming of OpenLineage: that of an object, or of a name that is written as SQL writes it. Null where the server does not
 * say enough, or OpenLineage has no naming for it.
 */
export function tableName(
  server: Placed | null,
  object: Placed | null,
  written = object?.at('physicalName').text ?? object?.at('name').text ?? '',
): Reference | null {
  if (!server || written === '') return null;
  const at = (member: string): string | null => {
    const { text, number } = server.at(member);
    return text ?? (number === null ? null : String(number));
  };
  const type = at('type') ?? '';
  const below = (namespace: string, parts: readonly (string | null)[]): Reference | null => {
    const steps = written.split('.');
    const all = [...parts.slice(0, Math.max(0, parts.length + 1 - steps.length)), ...steps];
    return all.includes(null) ? null : { namespace, name: all.join('.') };
  };
  if (type === 'snowflake')
    return at('account') === null
      ? null
      : below(`snowflake://${at('account')}`, [at('database'), at('schema')]);
  if (type === 'bigquery') return below('bigquery', [at('project'), at('dataset')]);
  if (type === 'kafka')
    return at('host') === null ? null : { namespace: `kafka://${at('host')}`, name: written };
  const known = Object.hasOwn(databases, type) ? databases[type]! : null;
  if (known) {
    const host = at('host');
    return host === null
      ? null
      : below(`${known.scheme}://${host}:${at('port') ?? known.port}`, known.parts.map(at));
  }
  const address = object && tableAddress(server, object);
  return address?.includes('://') === true ? addressReference(address, 'odcs') : null;
}
