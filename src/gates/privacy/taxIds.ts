import { digitsOf, isLuhn, isMod1110, isShortDay, mod97, weighted } from './checkDigits';
import { type IdRule, idRule } from './idRule';

const tax = idRule.bind(null, 'taxId');
const passport = idRule.bind(null, 'passport');

/** Numbers of taxpayers, by the rules of the offices that give them out. */
export const taxIds: readonly IdRule[] = [
  tax('DE IdNr', /^[1-9]\d{10}$/, 0.02, (id) => isRepeatedOnce(id.slice(0, 10)) && isMod1110(id)),
  tax('DE Steuernummer', /^\d{10,13}$/, 0.05, undefined, { written: /^\d{2,3}\/\d{3,4}\/\d{4,5}$/ }),
  tax('DE USt-IdNr', /^DE[1-9]\d{8}$/, 0.01, (id) => isMod1110(id.slice(2))),
  tax('ES NIF', /^(?:ES)?[A-HJNP-SUVW]\d{7}[0-9A-J]$/, 0.02, (id) => isCif(id.slice(-9))),
  tax(
    'ES NIF',
    /^(?:ES)?[KLM]\d{7}[A-Z]$/,
    0.04,
    (id) => letterOfNif(Number(id.slice(-8, -1))) === id.at(-1),
  ),
  tax(
    'IT codice fiscale',
    /^[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/,
    0.0001,
    isFiscalCode,
  ),
  tax('IT partita IVA', /^(?:IT)?\d{11}$/, 0.01, (id) => isPartitaIva(id.slice(-11))),
  tax('FR SPI', /^[0-3]\d{12}$/, 0.001, (id) => Number(id.slice(0, 10)) % 511 === Number(id.slice(10))),
  tax('FR TVA', /^FR[0-9A-HJ-NP-Z]{2}\d{9}$/, 0.01, (id) => isLuhn(id.slice(4))),
  tax('FR SIREN', /^\d{9}$/, 0.1, isLuhn, { needsName: true }),
  tax('PT NIF', /^(?:PT)?[1-9]\d{8}$/, 0.09, (id) => isPortuguese(id.slice(-9))),
  tax(
    'PL NIP',
    /^(?:PL)?\d{10}$/,
    0.09,
    (id) => weighted(id.slice(-10), [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(id.at(-1)),
  ),
  tax('NL btw', /^NL\d{9}B\d\d$/, 0.0001),
  tax(
    'GB UTR',
    /^\d{10}K?$/,
    0.09,
    (id) => '21987654321'[weighted(id.slice(1, 10), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11] === id[0],
  ),
  tax('GB VAT', /^GB\d{9}(?:\d{3})?$/, 0.02, (id) => isBritishVat(id.slice(2, 11))),
  tax('US EIN', /^\d{9}$/, 0.8, undefined, { needsName: true }),
  tax('US ITIN', /^9\d{8}$/, 0.001, (id) => /^(?:[56]|7\d|8[0-8]|9[0-24-9])/.test(id.slice(3)), {
    written: /^\d{3}-\d\d-\d{4}$/,
  }),
  tax('AT UID', /^ATU\d{8}$/, 0.001),
  tax('BE TVA', /^(?:BE)?[01]\d{9}$/, 0.002, (id) => 97 - mod97(id.slice(-10, -2)) === Number(id.slice(-2))),
  tax(
    'EU VAT',
    /^(?:BG\d{9,10}|CY\d{8}[A-Z]|CZ\d{8,10}|DK\d{8}|EE\d{9}|EL\d{9}|FI\d{8}|HR\d{11}|HU\d{8}|IE\d[\dA-Z]\d{5}[A-Z]{1,2}|LT(?:\d{9}|\d{12})|LU\d{8}|LV\d{11}|MT\d{8}|RO\d{6,10}|SE\d{10}01|SI\d{8}|SK\d{10})$/,
    0.002,
  ),
  tax('BR CNPJ', /^\d{14}$/, 0.01, isCnpj),
  tax('RU ИНН', /^\d{10}$/, 0.1, isShortInn),
  tax('RU ИНН', /^\d{12}$/, 0.01, isLongInn),
  tax('TR VKN', /^\d{10}$/, 0.1, isTurkishTax),
  tax('JP 法人番号', /^T?[1-9]\d{12}$/, 0.1, isJapaneseTax),
  tax('MX RFC', /^[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{2}[\dA]$/, 0.0005, (id) => isShortDay(id, id.length - 9)),
  tax(
    'AR CUIT',
    /^(?:2[0347]|3[034])\d{9}$/,
    0.01,
    (id) => (11 - (weighted(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(id[10]),
  ),
  tax('CL RUT', /^\d{7,8}[\dK]$/, 0.09, isRut),
  tax('CO NIT', /^\d{9,10}$/, 0.1, isNit, { needsName: true }),
  tax('AU TFN', /^\d{8,9}$/, 0.09, (id) => weighted(id, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0, {
    needsName: true,
  }),
  tax(
    'AU ABN',
    /^[1-9]\d{10}$/,
    0.011,
    (id) => (weighted(id, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0,
  ),
  tax('IN PAN', /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/, 0.005),
  tax(
    'CH UID',
    /^CHE\d{9}(?:MWST|TVA|IVA)?$/,
    0.001,
    (id) => weighted(id.slice(3), [5, 4, 3, 2, 7, 6, 5, 4, 1]) % 11 === 0,
  ),
  tax('GR AFM', /^\d{9}$/, 0.1, isAfm, { needsName: true }),
  tax('NZ IRD', /^\d{8,9}$/, 0.8, undefined, { needsName: true }),
  tax('DK CVR', /^\d{8}$/, 0.09, (id) => weighted(id, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0, {
    needsName: true,
  }),
  tax('NO orgnr', /^[89]\d{8}$/, 0.02, (id) => weighted(id, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0, {
    needsName: true,
  }),
  tax('FI Y-tunnus', /^\d{8}$/, 0.09, (id) => weighted(id, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0, {
    written: /^\d{7}-\d$/,
  }),
];

/** Passports have no check digit outside of their machine-readable lines: the column's name tells them, or that line. */
export const passports: readonly IdRule[] = [
  passport('machine-readable line', /^P[A-Z<][A-Z<]{3}[A-Z<]{39}/, 1e-6),
  passport(
    'second machine-readable line',
    /^[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[FMX<]\d{7}[A-Z0-9<]{14}[\d<]\d$/,
    1e-6,
  ),
  passport('number', /^(?=.*\d.*\d)[A-Z0-9]{6,12}$/, 0.5, undefined, { needsName: true }),
];

const letterOfNif = (number: number): string => 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]!;

/** Of ten digits one stands there twice or three times, and all others once at most. */
function isRepeatedOnce(digits: string): boolean {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const digit of digitsOf(digits)) counts[digit]!++;
  const repeated = counts.filter((count) => count > 1);
  return repeated.length === 1 && repeated[0]! <= 3;
}

function isCif(id: string): boolean {
  const check = Array.from('0123456789').find((digit) => isLuhn(id.slice(1, 8) + digit))!;
  return id[8] === check || id[8] === 'JABCDEFGHI'[Number(check)];
}

const oddValues = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

function isFiscalCode(id: string): boolean {
  let sum = 0;
  for (let at = 0; at < 15; at++) {
    const value = Number.parseInt(id[at]!, 36);
    const place = value > 9 ? value - 10 : value;
    sum += at % 2 === 0 ? oddValues[place]! : place;
  }
  return id.charCodeAt(15) - 65 === sum % 26;
}

function isPartitaIva(id: string): boolean {
  const office = Number(id.slice(7, 10));
  const isOffice = (office >= 1 && office <= 100) || [120, 121, 888, 999].includes(office);
  return isOffice && Number(id.slice(0, 7)) > 0 && isLuhn(id);
}

function isPortuguese(id: string): boolean {
  return ((11 - (weighted(id, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === Number(id[8]);
}

function isBritishVat(id: string): boolean {
  const rest = weighted(id, [8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
  return rest === 0 || rest === 42;
}

function isCnpj(id: string): boolean {
  const check = (weights: readonly number[]): number => {
    const rest = weighted(id, weights) % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  return (
    check([5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(id[12]) &&
    check([6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(id[13])
  );
}

function isShortInn(id: string): boolean {
  return (weighted(id, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === Number(id[9]);
}

function isLongInn(id: string): boolean {
  return (
    (weighted(id, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === Number(id[10]) &&
    (weighted(id, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === Number(id[11])
  );
}

function isTurkishTax(id: string): boolean {
  let sum = 0;
  digitsOf(id.slice(0, 9)).forEach((digit, at) => {
    const first = (digit + 9 - at) % 10;
    const second = (first * 2 ** (9 - at)) % 9;
    sum += first !== 0 && second === 0 ? 9 : second;
  });
  return (10 - (sum % 10)) % 10 === Number(id[9]);
}

function isJapaneseTax(given: string): boolean {
  const id = given.replace('T', '');
  return 9 - (weighted(id.slice(1), [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]) % 9) === Number(id[0]);
}

function isRut(id: string): boolean {
  const digits = digitsOf(id.slice(0, -1)).reverse();
  const rest = 11 - (digits.reduce((sum, digit, at) => sum + digit * (2 + (at % 6)), 0) % 11);
  return (rest === 11 ? '0' : rest === 10 ? 'K' : String(rest)) === id.at(-1);
}

function isNit(id: string): boolean {
  const weights = [3, 7, 13, 17, 19, 23, 29, 37, 41];
  const rest =
    digitsOf(id.slice(0, -1))
      .reverse()
      .reduce((sum, digit, at) => sum + digit * weights[at]!, 0) % 11;
  return (rest < 2 ? rest : 11 - rest) === Number(id.at(-1));
}

function isAfm(id: string): boolean {
  return (weighted(id, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === Number(id[8]);
}
