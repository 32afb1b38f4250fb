import type { ValueRule } from './valueRule';

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}(?::\\d{1,5})?$`);
const group = /^[0-9a-f]{1,4}$/i;

function isIpv6(given: string): boolean {
  const text = given.replace(/^\[(.+)\](?::\d{1,5})?$/, '$1').replace(/%[\w.]+$/, '');
  if (text.length > 45 || text.split(':').length < 3) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const tail = last !== undefined && last.includes('.') && ipv4.test(last) ? 2 : 1;
  const hex = tail === 2 ? groups.slice(0, -1) : groups;
  if (!hex.every((each) => group.test(each))) return false;
  const count = hex.length + (tail === 2 ? 2 : 0);
  // `::` alone and `1::2` are written by nobody who keeps addresses of persons.
  return halves.length === 2 ? count <= 7 && count >= 1 : count === 8;
}

const mac = /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})$/i;

/** Versions of software have small parts; of addresses few have. */
function areLikeAddresses(texts: readonly string[]): boolean {
  const large = texts.filter(
    (text) => text.includes(':') || text.split('.').some((part) => Number(part) >= 100),
  );
  return large.length >= texts.length * 0.6;
}

const isIp = (given: string): boolean => ipv4.test(given.trim()) || isIpv6(given.trim());

/** Addresses of devices. */
export const networkRules: readonly ValueRule[] = [
  {
    kind: 'ipAddress',
    name: 'address',
    matches: isIp,
    chance: 0.01,
    score: { kind: 0.99, nothing: 0.95, other: 0.75 },
    accepts: areLikeAddresses,
  },
  {
    kind: 'macAddress',
    name: 'address',
    matches: (text) => mac.test(text.trim()),
    chance: 1e-4,
    score: { kind: 0.99, nothing: 0.97, other: 0.8 },
  },
  {
    kind: 'macAddress',
    name: 'address without marks',
    matches: (text) => /^[0-9a-f]{12}$/i.test(text.trim()),
    chance: 0.5,
    score: { kind: 0.95, nothing: 0, other: 0 },
  },
];
