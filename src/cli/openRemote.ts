import { homedir } from 'node:os';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { UnreadableBytes } from '../formats/pieces';
import { type Remote, RemoteFault } from '../operations/sharing/remote';
import { awsCredentials } from './awsCredentials';
import { type FlagSpecification, type Flags, UsageError } from './command';
import { folderRemote } from './folderRemote';
import { isS3Address, s3Address } from './s3Address';

/** Where object storage answers that `s3://` does not name. */
export const endpointFlag: FlagSpecification = {
  name: 'endpoint',
  value: 'URL',
  help: 'the server of s3://BUCKET (default: AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, or Amazon)',
};

/** What the help of both commands says of a shared store. */
export const remoteDetails: readonly string[] = [
  'REMOTE is a folder that is there, s3://BUCKET/FOLDER, or an address such as https://storage.example/BUCKET/FOLDER. No other address is contacted, and redirects are not followed.',
  'Keys for object storage come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the files of AWS (AWS_PROFILE); the region from AWS_REGION or there.',
];

/**
 * Opens a shared store, does something with it, and says where it was when that failed: throws `UnreadableBytes`. What object
 * storage needs is loaded for it alone.
 */
export async function withRemote<T>(
  given: string,
  flags: Flags,
  work: (remote: Remote) => Promise<T>,
): Promise<T> {
  try {
    return await work(await openRemote(given, flags));
  } catch (error) {
    throw error instanceof RemoteFault ? new UnreadableBytes(`${given}: ${error.message}`) : error;
  }
}

async function openRemote(given: string, flags: Flags): Promise<Remote> {
  const endpoint = flags.get('endpoint');
  if (!isS3Address(given)) {
    if (/^[a-z][\w+.-]+:\/\//i.test(given))
      throw new UsageError(`${given} is neither a folder nor an address of object storage`);
    if (endpoint !== null) throw new UsageError('--endpoint is for s3://BUCKET');
    return folderRemote(given);
  }
  const credentials = await awsCredentials(process.env, homedir());
  const fromEnvironment = process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'] ?? null;
  const base = s3Address(given, endpoint ?? fromEnvironment, credentials);
  const { s3Remote } = await import('./s3Remote');
  return s3Remote(base, credentials, {
    fetch,
    wait: (milliseconds) => setTimeout(milliseconds),
    chance: Math.random,
  });
}
