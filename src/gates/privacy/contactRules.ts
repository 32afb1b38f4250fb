import type { ValueRule } from './valueRule';

const email =
  /^(?:mailto:)?(?:[^<>"@]{0,60}<)?(?:"[^"\\@]{1,60}"|[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*)@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+(?:\p{L}{2,24}|xn--[a-z0-9-]{2,59})>?$/u;

const international = /^(?:\+|00)[ ]?\d(?:[ .\-/]?\(?\d+\)?){1,8}$/;
const extension =
  /[ ,;]*(?:#|x|ext\.?|extension|poste|int\.|durchwahl|dw\.?|anexo|ramal|wew\.?|доб\.?)[ .:]*\d{1,6}$/i;
const american = /^(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}$/;
const loosely = /^(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}$/;
const trunk = /^(?:\(0\d{1,4}\)|0[1-9]\d{0,4})[ .\-/]?\d[\d .\-/]{3,14}\d$/;
const inGroups: readonly RegExp[] = [
  /^[25-9]\d{2}[ .-]\d{3}[ .-]\d{3}$/,
  /^(?:8 ?)?\(?\d{3}\)?[ -]?\d{3}[ -]\d\d[ -]\d\d$/,
  /^[1-9]\d[ -]\d{3}[ -]\d\d[ -]\d\d$/,
  /^[6-9]\d\d[ .-]\d\d[ .-]\d\d[ .-]\d\d$/,
  /^\d\d(?:[ .]\d\d){3,4}$/,
  /^\(\d\d\) ?\d{4,5}[- ]?\d{4}$/,
];
const plainGroups: readonly RegExp[] = [
  /^\d{3}[ .-]\d{3}[ .-]\d{3}$/,
  /^\d{3}[ .-]\d\d[ .-]\d\d[ .-]\d\d$/,
  /^[5-9]\d{8}$/,
];
const anyPhone = /^\+?[\d(][\d ().\-/–]{4,22}\d\)?$/;

const withoutExtension = (text: string): string => text.trim().replace(extension, '');
const digitCount = (text: string): number => text.replaceAll(/\D/g, '').length;
const isBetween = (least: number, most: number) => (text: string) => {
  const count = digitCount(text);
  return count >= least && count <= most;
};
const isPhoneLong = isBetween(8, 15);

/** A day or time is written with the same marks. */
const isDate = (text: string): boolean => /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:\D|$)/.test(text);

/** Whether digits differ as they do in numbers that people have: padded counters share their first ones. */
function areVaried(texts: readonly string[]): boolean {
  const digits = texts.map((text) => text.replaceAll(/\D/g, ''));
  const ends = new Set(digits.map((each) => each.slice(-4, -1)));
  return ends.size >= Math.min(digits.length, 200) * 0.6;
}

/** Country codes with the count of digits that follow, where a table keeps numbers as numbers and loses the plus sign. */
const dialled =
  /^(?:1[2-9]\d\d[2-9]\d{6}|33[1-9]\d{8}|49[1-9]\d{8,10}|34[6-9]\d{8}|39\d{9,10}|351[29]\d{8}|31[1-9]\d{8}|48[1-9]\d{8}|44[1-9]\d{9}|90[2-5]\d{9}|7[3489]\d{9}|41[1-9]\d{8}|43[1-9]\d{8,11}|32[1-9]\d{7,8}|46[1-9]\d{8}|420[2-9]\d{8}|55[1-9]\d{9,10}|61[2-9]\d{8}|91[6-9]\d{9}|81[1-9]\d{8,9}|86[1-9]\d{9,10})$/;

/** People write phone numbers in several ways; programs write other numbers in one. */
function areOfSeveralShapes(texts: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const shape = text.replaceAll(/\d/g, '0');
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return [...counts.values()].filter((count) => count >= texts.length * 0.08).length >= 2;
}

/** One country, and many numbers of it. */
function areOfOneCountry(texts: readonly string[]): boolean {
  const starts = new Set(texts.map((text) => text.slice(0, 1)));
  const next = new Set(texts.map((text) => text.slice(0, 6)));
  return starts.size === 1 && next.size >= 4 && areVaried(texts);
}

const isPhone =
  (form: RegExp, fits = isPhoneLong) =>
  (given: string): boolean => {
    const text = withoutExtension(given);
    return form.test(text) && fits(text) && !isDate(text);
  };

/** E-mail addresses and phone numbers. */
export const contactRules: readonly ValueRule[] = [
  {
    kind: 'email',
    name: 'address',
    matches: (text) => text.length <= 254 && text.includes('@') && email.test(text.trim()),
    chance: 1e-6,
    score: { kind: 0.99, nothing: 0.97, other: 0.9 },
    isSure: true,
  },
  {
    kind: 'phone',
    name: 'international',
    matches: (given) => isPhone(international)(given),
    chance: 0.001,
    score: { kind: 0.98, nothing: 0.93, other: 0.75 },
    accepts: (texts) =>
      texts.filter((text) => text.trim().startsWith('+')).length >= texts.length / 2 || areVaried(texts),
  },
  {
    kind: 'phone',
    name: 'North American',
    matches: (given) => isPhone(american)(given),
    chance: 0.65,
    score: { kind: 0.97, nothing: 0.85, other: 0.3 },
    accepts: areVaried,
  },
  {
    kind: 'phone',
    name: 'in groups of three, three and four',
    matches: (given) => isPhone(loosely)(given) && (given.includes('(') || extension.test(given.trim())),
    chance: 0.05,
    score: { kind: 0.97, nothing: 0.85, other: 0.3 },
    accepts: areVaried,
  },
  {
    kind: 'phone',
    name: 'national with a leading 0',
    matches: (given) => isPhone(trunk, isBetween(8, 13))(given),
    chance: 0.09,
    score: { kind: 0.97, nothing: 0.8, other: 0.3 },
    accepts: areVaried,
  },
  {
    kind: 'phone',
    name: 'national in groups',
    matches: (given) => inGroups.some((form) => isPhone(form)(given)),
    chance: 0.5,
    score: { kind: 0.97, nothing: 0.78, other: 0.3 },
    accepts: areVaried,
  },
  {
    kind: 'phone',
    name: 'written in several ways',
    matches: (given) =>
      [international, american, ...inGroups, ...plainGroups].some((form) => isPhone(form)(given)) ||
      isPhone(trunk, isBetween(8, 13))(given),
    chance: 0.35,
    score: { kind: 0.97, nothing: 0.8, other: 0.3 },
    accepts: (texts) => areOfSeveralShapes(texts) && areVaried(texts),
  },
  {
    kind: 'phone',
    name: 'international without its plus sign',
    matches: (given) => dialled.test(given.trim()),
    chance: 0.1,
    score: { kind: 0.97, nothing: 0.78, other: 0 },
    accepts: areOfOneCountry,
  },
  {
    kind: 'phone',
    name: 'any',
    matches: (given) => isPhone(anyPhone, isBetween(6, 15))(given),
    chance: 0.9,
    score: { kind: 0.95, nothing: 0, other: 0 },
    acceptsNamed: areVaried,
  },
];
