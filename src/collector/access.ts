import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** Who may ask. */
export interface Access {
  /** Whether a request came under a name of this server. A page of another site may let its own name point here. */
  isOwnHost(host: string | undefined): boolean;
  /** Whether it comes from no page, or from a page of this server. */
  isOwnPage(headers: IncomingHttpHeaders): boolean;
  /** Whether it has the key, or a session that was begun with it. */
  isAllowed(headers: IncomingHttpHeaders): boolean;
  /** Begins a session where the key is right: what the cookie is set to, else null. */
  beginSession(key: string): string | null;
}

const cookieName = 'throughline';
const ownNames = /^(?:[a-z0-9-]+\.)*localhost$/i;

/** `key` null: everybody on this machine may ask. `names`: under which the server is known beside this machine's own. */
export function createAccess(key: string | null, names: readonly string[]): Access {
  const known = new Set(names.map((name) => name.toLowerCase()));
  const sessions = new Set<string>();
  const isKey = (given: string): boolean => key !== null && timingSafeEqual(digestOf(given), digestOf(key));
  return {
    isOwnHost(host) {
      const name = nameOf(host);
      return name !== null && (ownNames.test(name) || isIP(name) !== 0 || known.has(name));
    },
    isOwnPage({ origin, host, 'sec-fetch-site': site }) {
      if (site === 'cross-site' || site === 'same-site') return false;
      return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
    },
    isAllowed({ authorization, cookie }) {
      if (key === null) return true;
      const bearer = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
      if (bearer !== undefined && isKey(bearer)) return true;
      const session = new RegExp(`(?:^|; )${cookieName}=([0-9a-f]+)`).exec(cookie ?? '')?.[1];
      return session !== undefined && sessions.has(session);
    },
    beginSession(given) {
      if (!isKey(given)) return null;
      const session = randomBytes(32).toString('hex');
      sessions.add(session);
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
  };
}

/** The name in a Host header, without its port and the brackets of IPv6. */
function nameOf(host: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]/\s]+))(?::\d{1,5})?$/i.exec(host ?? '');
  return (match?.[1] ?? match?.[2])?.toLowerCase() ?? null;
}

/** Of equal length whatever the text, so that a comparison tells nothing of it. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
