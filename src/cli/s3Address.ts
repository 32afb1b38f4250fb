import type { AwsCredentials } from './awsCredentials';
import { UsageError } from './command';

/** Where the objects of a shared store are, without a slash at its end. */
export function s3Address(
  given: string,
  endpoint: string | null,
  { region }: Pick<AwsCredentials, 'region'>,
): string {
  const url = addressOf(given);
  if (url.protocol !== 's3:') return url.href.replace(/\/+$/, '');
  if (url.host === '') throw new UsageError(`${given} names no bucket: write s3://BUCKET/FOLDER`);
  const path = url.pathname.replace(/\/+$/, '');
  if (endpoint === null) return `https://${url.host}.s3.${region}.amazonaws.com${path}`;
  const server = addressOf(endpoint);
  if (server.protocol === 's3:') throw new UsageError('--endpoint takes an address with http or https');
  return `${server.href.replace(/\/+$/, '')}/${url.host}${path}`;
}

/** Whether what was given is an address, and not a folder. */
export function isS3Address(given: string): boolean {
  return /^(?:s3|https?):\/\//i.test(given);
}

/** Throws `UsageError` for what is no plain address: keys and questions have no place in it. */
function addressOf(given: string): URL {
  if (!isS3Address(given) || !URL.canParse(given))
    throw new UsageError(`${given} is no address of object storage`);
  const url = new URL(given);
  if (url.username !== '' || url.password !== '')
    throw new UsageError('an address takes no keys: they come from the environment or the files of AWS');
  if (url.search !== '' || url.hash !== '')
    throw new UsageError(`${url.origin}${url.pathname} takes nothing after ? or #`);
  return url;
}
