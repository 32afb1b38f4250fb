import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import { joinBytes } from '../lib/joinBytes';
import { mostHeadBytes, type Remote, RemoteFault, type RemoteHead } from '../operations/sharing/remote';
import type { AwsCredentials } from './awsCredentials';
import { mayPass, mostTries, type RequestPorts, timeoutMs, waitFor } from './requestTries';

type Headers = Readonly<Record<string, string>>;

interface Answer {
  readonly status: number;
  readonly etag: string | null;
  readonly byteLength: number | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const noBytes = new Uint8Array();
const onlyNew: Headers = { 'If-None-Match': '*' };
const mostAnswerBytes = 64 * 1024;
const noTag = '00000000000000000000000000000000';

/**
 * A shared store in object storage of the kind of S3. Objects are written where none is of their name, the head where it has
 * the ETag that was read; servers differ in whether they take that with quotes. What may pass is tried five times. Redirects
 * are not followed, so that a signature goes nowhere else.
 */
export function s3Remote(base: string, credentials: AwsCredentials, ports: RequestPorts): Remote {
  const ask = (method: string, name: string, headers: Headers = {}, body = noBytes, most = mostAnswerBytes) =>
    askOften(`${base}/${name}`, { method, headers, body, most }, credentials, ports);
  const head = async (): Promise<RemoteHead | null> => {
    const answer = await ask('GET', 'head', {}, noBytes, mostHeadBytes);
    if (isNone(answer)) return null;
    if (answer.status !== 200) throw refused('head', answer);
    if (answer.etag === null) throw new RemoteFault('it gives no ETag, so its head cannot be moved safely');
    return { bytes: answer.bytes, mark: answer.etag };
  };
  const hasLength = async (name: string): Promise<number | null> => {
    const answer = await ask('HEAD', name);
    return answer.status === 200 ? answer.byteLength : null;
  };
  return {
    head,
    async read(name, mostBytes) {
      const answer = await ask('GET', name, {}, noBytes, Math.max(mostBytes, mostAnswerBytes));
      if (isNone(answer)) return null;
      if (answer.status !== 200) throw refused(name, answer);
      return answer.bytes;
    },
    async create(name, bytes) {
      const before = await hasLength(name);
      const answer = before === null ? await ask('PUT', name, onlyNew, bytes) : null;
      if (answer && isDone(answer)) return;
      if (answer && !isLate(answer)) throw refused(name, answer);
      if ((before ?? (await hasLength(name))) !== bytes.length)
        throw new RemoteFault(`${name} is damaged: it has another length`);
    },
    async moveHead(bytes, from) {
      for (const condition of from === null ? [onlyNew] : matches(from.mark)) {
        const answer = await ask('PUT', 'head', condition, bytes);
        if (isDone(answer)) return true;
        if (!isLate(answer) && !isNone(answer)) throw refused('head', answer);
      }
      // An earlier try may have moved it, and its answer was lost.
      const now = await head();
      return now !== null && Buffer.compare(now.bytes, bytes) === 0;
    },
    async keepsConditions() {
      const probe = new TextEncoder().encode(
        'A push of Throughline looks here whether conditions are kept.\n',
      );
      const first = await ask('PUT', 'probe', onlyNew, probe);
      if (first.status === 501) return false;
      if (!isDone(first) && !isLate(first)) throw refused('probe', first);
      for (const condition of [onlyNew, ...matches(noTag)])
        if ((await ask('PUT', 'probe', condition, probe)).status !== 412) return false;
      return true;
    },
  };
}

/** With quotes, as the standard has it, and without, as Ceph has it. */
function matches(mark: string): readonly Headers[] {
  const bare = mark.replace(/^W\//, '').replaceAll('"', '');
  return [{ 'If-Match': `"${bare}"` }, { 'If-Match': bare }];
}

const isDone = ({ status }: Answer): boolean => status >= 200 && status < 300;
const isLate = ({ status }: Answer): boolean => status === 412 || status === 409;

/** A bucket that is not there is no empty store. */
function isNone({ status, bytes }: Answer): boolean {
  return status === 404 && !Buffer.from(bytes).includes('NoSuchBucket');
}

function refused(name: string, { status, bytes }: Answer): RemoteFault {
  const text = Buffer.from(bytes).toString('utf8');
  const [code, message] = ['Code', 'Message'].map(
    (element) => new RegExp(`<${element}>([^<]{0,300})</${element}>`).exec(text)?.[1],
  );
  const said = [code, message].filter((part) => part !== undefined).join(': ');
  const hint =
    status === 403
      ? '; check the keys, and that they may read, write and list this bucket'
      : status >= 300 && status < 400
        ? '; check the address and the region (AWS_REGION)'
        : '';
  return new RemoteFault(`it answered ${status} for ${name}${said === '' ? '' : ` (${said})`}${hint}`);
}

interface Asked {
  readonly method: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
  /** An answer that is longer is a fault. */
  readonly most: number;
}

async function askOften(
  url: string,
  asked: Asked,
  credentials: AwsCredentials,
  ports: RequestPorts,
): Promise<Answer> {
  let last = '';
  for (let retryCount = 0; retryCount < mostTries; retryCount++) {
    let response: Response | null = null;
    try {
      response = await send(url, asked, credentials, ports);
      const answer: Answer = {
        status: response.status,
        etag: response.headers.get('ETag'),
        byteLength: lengthOf(response),
        bytes: await bodyOf(response, asked.most),
      };
      if (!mayPass(answer.status) || answer.status === 501) return answer;
      last = `it answered ${answer.status}`;
    } catch (error) {
      if (error instanceof RemoteFault) throw error;
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      last = cause instanceof Error ? `no answer (${cause.message})` : 'no answer';
    }
    if (retryCount < mostTries - 1) await ports.wait(waitFor(retryCount, response, ports));
  }
  throw new RemoteFault(`after ${mostTries} tries: ${last}`);
}

async function send(
  url: string,
  { method, headers, body }: Asked,
  { accessKeyId, secretAccessKey, sessionToken, region }: AwsCredentials,
  { fetch }: RequestPorts,
): Promise<Response> {
  const signed = await new AwsV4Signer({
    method,
    url,
    headers: {
      ...headers,
      ...(method === 'PUT' && { 'Content-Type': 'application/octet-stream' }),
      'X-Amz-Content-Sha256': createHash('sha256').update(body).digest('hex'),
    },
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== null && { sessionToken }),
    service: 's3',
    region,
  }).sign();
  return fetch(signed.url, {
    method,
    headers: signed.headers,
    ...(method === 'PUT' && { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
}

function lengthOf(response: Response): number | null {
  const said = response.headers.get('Content-Length');
  return said === null ? null : Number(said);
}

async function bodyOf(response: Response, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let byteLength = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    byteLength += piece.length;
    if (byteLength > most) throw new RemoteFault('it answered with more bytes than there can be');
    pieces.push(piece);
  }
  return joinBytes(pieces);
}
