import { isLuhn, mod97 } from './checkDigits';
import { compactOf } from './idRule';
import type { ValueRule } from './valueRule';

/** Lengths by country, of the registry of ISO 13616. */
const ibanLengths = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28
  HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25
  QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
);

function isIban(_: string, compact: string): boolean {
  if (ibanLengths.get(compact.slice(0, 2)) !== compact.length) return false;
  if (!/^[A-Z]{2}\d\d[A-Z0-9]+$/.test(compact)) return false;
  return mod97(compact.slice(4) + compact.slice(0, 4)) === 1;
}

/** The bank account number that begins at a place of a text, in one piece or in groups of four; null where none does. */
export function ibanAt(text: string, at: number): string | null {
  const length = ibanLengths.get(text.slice(at, at + 2));
  if (length === undefined) return null;
  let to = at;
  for (let count = 0; count < length; to++) {
    if (/[A-Z0-9]/.test(text[to] ?? '')) count++;
    else if (!/[ \u00A0-]/.test(text[to] ?? '') || !/[A-Z0-9]/.test(text[to - 1] ?? '')) return null;
  }
  if (/[\p{L}\p{N}_]/u.test(text[to] ?? ' ')) return null;
  const token = text.slice(at, to);
  return isIban(token, compactOf(token)) ? token : null;
}

/** First digits and lengths that the networks give out (ISO/IEC 7812), of which a card is made. */
const networks: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/,
  /^(?:5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/,
  /^3[47]\d{13}$/,
  /^3(?:0[0-5]|09|[689]\d)\d{11,16}$/,
  /^(?:6011|64[4-9]\d|65\d\d)\d{12,15}$/,
  /^35(?:2[89]|[3-8]\d)\d{12,15}$/,
  /^62\d{14,17}$/,
  /^(?:5018|5020|5038|5893|6304|6759|676[1-3]|5[06-8]\d\d|6[0-9]\d\d)\d{8,15}$/,
  /^220[0-4]\d{12,15}$/,
];

const isGrouped = /^\d{4}(?:[ -]?\d{2,7}){2,5}$/;

function isCard(text: string, compact: string): boolean {
  const { length } = compact;
  if (length < 12 || length > 19 || !/^\d+$/.test(compact) || !isGrouped.test(text.trim())) return false;
  return networks.some((network) => network.test(compact)) && isLuhn(compact);
}

/** TAC allocations begin with the number of the body that gives them out. */
const reportingBody = /^(?:0[1-9]|10|3[035]|4[459]|5[0-4]|86|9[189]|00)/;

function isImei(text: string, compact: string): boolean {
  if (!/^\d{15,16}$/.test(compact) || /[./]/.test(text)) return false;
  return compact.length === 15 ? isLuhn(compact) : false;
}

/** Cards, bank accounts, devices and vehicles. */
export const moneyRules: readonly ValueRule[] = [
  {
    kind: 'iban',
    name: 'account',
    matches: isIban,
    chance: 1e-4,
    score: { kind: 0.99, nothing: 0.98, other: 0.95 },
    isSure: true,
  },
  {
    kind: 'card',
    name: 'number',
    matches: isCard,
    chance: 0.05,
    score: { kind: 0.98, nothing: 0.95, other: 0.4 },
  },
  {
    kind: 'imei',
    name: 'number',
    matches: (text, compact) => isImei(text, compact) && reportingBody.test(compact),
    chance: 0.03,
    score: { kind: 0.98, nothing: 0.9, other: 0.4 },
  },
  {
    kind: 'imei',
    name: 'number of any body',
    matches: isImei,
    chance: 0.1,
    score: { kind: 0.97, nothing: 0.85, other: 0.4 },
  },
  {
    kind: 'imei',
    name: 'number with its software version',
    matches: (_, compact) => /^\d{16}$/.test(compact) && reportingBody.test(compact),
    chance: 0.3,
    score: { kind: 0.9, nothing: 0, other: 0 },
  },
  {
    kind: 'vin',
    name: 'number',
    matches: isVin,
    chance: 0.05,
    score: { kind: 0.98, nothing: 0.9, other: 0.4 },
  },
  {
    kind: 'vin',
    name: 'number of any makers',
    matches: (_, compact) => /^(?=.*\d)(?=.*[A-Z])[A-HJ-NPR-Z0-9]{17}$/.test(compact),
    chance: 0.25,
    score: { kind: 0.97, nothing: 0, other: 0 },
  },
];

/** The last four places are digits (ISO 3779), and no place has I, O or Q. */
function isVin(text: string, compact: string): boolean {
  if (text.trim().length !== 17 || !/^[A-HJ-NPR-Z0-9]{13}\d{4}$/.test(compact)) return false;
  return (compact.match(/[A-Z]/g)?.length ?? 0) >= 2;
}
