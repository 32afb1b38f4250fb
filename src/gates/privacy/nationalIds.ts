import { isDayFirst, isLuhn, isMod1110, isShortDay, isVerhoeff, weighted } from './checkDigits';
import {
  isBaltic,
  isBelgian,
  isBulgarianDay,
  isChinese,
  isCitizenCard,
  isCpf,
  isCzech,
  isDocumentNumber,
  isFinnish,
  isIrish,
  isJmbg,
  isMyNumber,
  isNir,
  isNorwegian,
  isPensionNumber,
  isPeselDay,
  isPolishCard,
  isSingaporean,
  isSnils,
  isSwedish,
  isTaiwanese,
  isTurkish,
} from './nationalChecks';
import { type IdRule, idRule } from './idRule';

const national = idRule.bind(null, 'nationalId');
const letterOfDni = (number: number): string => 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]!;

/** Numbers of persons, by the rules of the offices that give them out. */
export const nationalIds: readonly IdRule[] = [
  national('ES DNI', /^\d{8}[A-Z]$/, 0.043, (id) => letterOfDni(Number(id.slice(0, 8))) === id[8]),
  national(
    'ES NIE',
    /^[XYZ]\d{7}[A-Z]$/,
    0.01,
    (id) => letterOfDni(Number('XYZ'.indexOf(id[0]!) + id.slice(1, 8))) === id[8],
  ),
  national('FR NIR', /^[1-478]\d{4}(?:\d\d|2[AB])\d{8}$/, 0.01, isNir),
  national(
    'NL BSN',
    /^\d{9}$/,
    0.09,
    (id) => Number(id) > 0 && weighted(id, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
  ),
  national(
    'PL PESEL',
    /^\d{11}$/,
    0.004,
    (id) => weighted(id, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0 && isPeselDay(id),
  ),
  national('PT CC', /^\d{9}[A-Z0-9]{2}\d$/, 0.02, isCitizenCard, { written: /[A-Z]/i }),
  national('BE NN', /^\d{11}$/, 0.01, isBelgian),
  national(
    'CH AHV',
    /^756\d{10}$/,
    0.001,
    (id) => weighted(id, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
  ),
  national('DE Personalausweis', /^[LMNPRTVWXY][CFGHJ-NPRTV-Z0-9]{8}\d$/, 0.02, isDocumentNumber),
  national('DE Versicherungsnummer', /^\d{8}[A-Z]\d{3}$/, 0.001, isPensionNumber),
  national('PL dowód', /^[A-Z]{3}\d{6}$/, 0.1, isPolishCard),
  national('IT carta', /^(?:[A-Z]{2}\d{5}[A-Z]{2}|[A-Z]{2}\d{7})$/, 0.5, undefined, { needsName: true }),
  national('FR CNI', /^(?:\d{12}|[A-Z0-9]{9})$/, 0.8, undefined, { needsName: true }),
  national(
    'AT VNR',
    /^[1-9]\d{9}$/,
    0.003,
    (id) => weighted(id, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(id[3]) && isDayFirst(id, 4),
  ),
  national('SE personnummer', /^(?:\d\d)?\d{6}[+]?\d{4}$/, 0.004, isSwedish),
  national('NO fødselsnummer', /^\d{11}$/, 0.0005, isNorwegian),
  national('DK CPR', /^\d{10}$/, 0.03, (id) => isDayFirst(id), { written: /^\d{6}-\d{4}$/ }),
  national('FI hetu', /^\d{6}[+A-FU-Y]?\d{3}[0-9A-FHJ-NPR-Y]$/, 0.001, isFinnish, {
    written: /^\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]$/i,
  }),
  national('CZ RČ', /^\d{10}$/, 0.005, (id) => isCzech(id)),
  national(
    'RO CNP',
    /^[1-9]\d{12}$/,
    0.003,
    (id) =>
      isShortDay(id, 1) && (weighted(id, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11) % 10 === Number(id[12]),
  ),
  national(
    'BG EGN',
    /^\d{10}$/,
    0.006,
    (id) => isBulgarianDay(id) && (weighted(id, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === Number(id[9]),
  ),
  national('EE, LT isikukood', /^[1-6]\d{10}$/, 0.003, (id) => isShortDay(id, 1) && isBaltic(id)),
  national('HR OIB', /^\d{11}$/, 0.1, isMod1110),
  national('SI, RS JMBG', /^\d{13}$/, 0.003, isJmbg),
  national('GR AMKA', /^\d{11}$/, 0.004, (id) => isDayFirst(id) && isLuhn(id)),
  national('HU TAJ', /^\d{9}$/, 0.1, (id) => weighted(id, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === Number(id[8]), {
    needsName: true,
  }),
  national('IE PPS', /^\d{7}[A-W][A-IW]?$/, 0.04, isIrish),
  national('GB NINO', /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/, 0.02),
  national('GB NHS', /^\d{10}$/, 0.09, (id) => weighted(id, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0, {
    needsName: true,
  }),
  national('US SSN', /^(?!000|666|9)\d{3}(?!00)\d\d(?!0000)\d{4}$/, 0.02, undefined, {
    written: /^\d{3}[- ]\d\d[- ]\d{4}$/,
  }),
  national('US SSN', /^(?!000|666|9)\d{3}(?!00)\d\d(?!0000)\d{4}$/, 0.8, undefined, { needsName: true }),
  national('CA SIN', /^[1-79]\d{8}$/, 0.08, isLuhn, { written: /^\d{3}[- ]\d{3}[- ]\d{3}$/ }),
  national('CA SIN', /^[1-79]\d{8}$/, 0.08, isLuhn, { needsName: true }),
  national('BR CPF', /^\d{11}$/, 0.01, isCpf),
  national('MX CURP', /^[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d$/, 0.0001, (id) => isShortDay(id, 4)),
  national('AR DNI', /^\d{7,8}$/, 0.9, undefined, { needsName: true }),
  national('CN 居民身份证', /^\d{17}[\dX]$/, 0.002, isChinese),
  national('TW 身分證', /^[A-Z][1289]\d{8}$/, 0.02, isTaiwanese),
  national(
    'KR RRN',
    /^\d{6}[0-9]\d{6}$/,
    0.003,
    (id) =>
      isShortDay(id) &&
      (11 - (weighted(id, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === Number(id[12]),
    { written: /^\d{6}-\d{7}$/ },
  ),
  national('JP マイナンバー', /^\d{12}$/, 0.09, isMyNumber),
  national('IN Aadhaar', /^[2-9]\d{11}$/, 0.08, isVerhoeff),
  national('TR TCKN', /^[1-9]\d{10}$/, 0.01, isTurkish),
  national('RU СНИЛС', /^\d{11}$/, 0.01, isSnils),
  national('IL ת״ז', /^\d{9}$/, 0.1, isLuhn, { needsName: true }),
  national('ZA ID', /^\d{10}[01]\d{2}$/, 0.001, (id) => isShortDay(id) && isLuhn(id)),
  national(
    'TH PIN',
    /^[1-8]\d{12}$/,
    0.09,
    (id) => (11 - (weighted(id, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(id[12]),
  ),
  national('SG NRIC', /^[STFGM]\d{7}[A-Z]$/, 0.03, isSingaporean),
  national(
    'UA РНОКПП',
    /^\d{10}$/,
    0.1,
    (id) => (((weighted(id, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === Number(id[9]),
    { needsName: true },
  ),
  national('LV pk', /^(?:3[2-9]\d{9}|\d{11})$/, 0.03, (id) => id.startsWith('3') || isDayFirst(id), {
    written: /^\d{6}-\d{5}$/,
  }),
];
