import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from './command';

/** What requests of object storage are signed with. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
  readonly region: string;
}

const usualRegion = 'us-east-1';

/**
 * From the environment (`AWS_ACCESS_KEY_ID` and its like), else from the files of AWS, by `AWS_PROFILE`. They are read at
 * each command and kept nowhere. Throws `UsageError` where there are none.
 */
export async function awsCredentials(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): Promise<AwsCredentials> {
  const profile = environment['AWS_PROFILE'] ?? 'default';
  const sections = await Promise.all(
    [
      environment['AWS_SHARED_CREDENTIALS_FILE'] ?? path.join(home, '.aws', 'credentials'),
      environment['AWS_CONFIG_FILE'] ?? path.join(home, '.aws', 'config'),
    ].map(async (file) => sectionOf(await readFile(file, 'utf8').catch(() => ''), profile)),
  );
  const inFiles = new Map(sections.toReversed().flatMap((section) => [...section]));
  const region =
    environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? inFiles.get('region') ?? usualRegion;
  const fromEnvironment = {
    id: environment['AWS_ACCESS_KEY_ID'],
    secret: environment['AWS_SECRET_ACCESS_KEY'],
    token: environment['AWS_SESSION_TOKEN'],
  };
  const { id, secret, token } =
    fromEnvironment.id !== undefined && fromEnvironment.secret !== undefined
      ? fromEnvironment
      : {
          id: inFiles.get('aws_access_key_id'),
          secret: inFiles.get('aws_secret_access_key'),
          token: inFiles.get('aws_session_token'),
        };
  if (id === undefined || secret === undefined)
    throw new UsageError(
      `no keys for object storage: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them to the files of AWS (profile ${profile})`,
    );
  return { accessKeyId: id, secretAccessKey: secret, sessionToken: token ?? null, region };
}

/** The entries of `[profile]`, or `[profile NAME]` as the second file writes it. */
function sectionOf(text: string, profile: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  let isOwn = false;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[\s*(?:profile\s+)?(.+?)\s*\]/.exec(line)?.[1];
    if (section !== undefined) isOwn = section === profile;
    const [, key, value] = /^([a-z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (isOwn && key !== undefined && value !== undefined) entries.set(key, value);
  }
  return entries;
}
