import process from 'node:process';
import { type GraphFormat, graphWriters } from '../formats/graphExports/graphFormats';
import type { Json } from '../lib/json';
import type { OperationPorts } from '../operations/core/ports';
import { type FileFormat, fileFormats } from '../operations/lineage/exportFileFormats';
import { exportGraph } from '../operations/lineage/exportGraph';
import type { ExportScope } from '../operations/lineage/lineageSelection';
import { exportOpenLineage } from '../operations/lineage/exportLineage';
import { exportBundle } from '../operations/workspaces/bundle';
import { type ExitStatus, UsageError } from './command';
import { collectorUrl, postEvents, type PostReport } from './postEvents';

/** What `lineage --export` writes. */
export type ExportFormat = 'openlineage' | 'throughline' | GraphFormat | FileFormat;

/** The names of the formats, as people give them. */
export const exportFormats: readonly ExportFormat[] = [
  'openlineage',
  'throughline',
  ...(Object.keys(graphWriters) as GraphFormat[]),
  ...fileFormats,
];

/** Whether a format is files of their own places, so that a folder takes them. */
export function isOfFiles(format: ExportFormat): format is FileFormat {
  return (fileFormats as readonly string[]).includes(format);
}

/** The format that was given; null where none was. */
export function exportFormat(given: string | null): ExportFormat | null {
  if (given === null) return null;
  const format = exportFormats.find((each) => each === given);
  if (format) return format;
  const last = exportFormats.at(-1)!;
  throw new UsageError(
    `--export takes ${exportFormats.slice(0, -1).join(', ')} or ${last}, and not ${JSON.stringify(given)}`,
  );
}

/** What a scope takes of all that was read, in the format. */
export async function exportedText(
  ports: OperationPorts,
  format: Exclude<ExportFormat, FileFormat>,
  scope: ExportScope,
): Promise<string> {
  const text =
    format === 'openlineage'
      ? await exportOpenLineage(ports, scope)
      : format === 'throughline'
        ? await exportBundle(ports, scope)
        : await exportGraph(ports, scope, format);
  if (!text.ok) throw new Error(text.error.kind);
  return text.value;
}

/** Where events are to be posted; null where they are not. */
export function postTarget(
  given: string | null,
  format: ExportFormat | null,
  output: string | null,
): string | null {
  if (given === null) return null;
  if (format !== 'openlineage') throw new UsageError('--url needs --export openlineage');
  if (output !== null) throw new UsageError('--url and -o exclude each other');
  const url = collectorUrl(given);
  if (url === null)
    throw new UsageError(`--url takes an address with http or https, and not ${JSON.stringify(given)}`);
  return url;
}

/** Posts all that was read to a collector. The key comes from the environment alone: arguments are seen by everybody on a machine. */
export async function postAll(ports: OperationPorts, url: string, scope: ExportScope): Promise<PostReport> {
  const events = JSON.parse(await exportedText(ports, 'openlineage', scope)) as readonly Json[];
  const key = process.env['OPENLINEAGE_API_KEY'] ?? null;
  return postEvents(url, events, key === '' ? null : key, {
    fetch,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    chance: Math.random,
  });
}

/** What arrived, in lines. */
export function describePost({
  url,
  eventCount,
  arrived,
  refused,
  notSent,
  stoppedBy,
}: PostReport): string[] {
  return [
    `${arrived} of ${eventCount} events arrived at ${url}`,
    ...refused
      .slice(0, 10)
      .map(({ event, status, message }) => `  event ${event} was refused (${status}): ${message}`),
    ...(refused.length > 10 ? [`  … and ${refused.length - 10} more were refused`] : []),
    ...(stoppedBy === null ? [] : [`  ${notSent} were not sent: ${stoppedBy}`]),
  ];
}

/** 0 where all arrived, 1 where some were refused, 2 where sending ended early. */
export function postStatus({ refused, stoppedBy }: PostReport): ExitStatus {
  if (stoppedBy !== null) return 2;
  return refused.length > 0 ? 1 : 0;
}
