import { digitsOf, isDay, isDayFirst, isLuhn, mod97, weighted } from './checkDigits';

/** ICAO 9303: weights 7, 3, 1 over digits and letters. */
export function isDocumentNumber(id: string): boolean {
  const values = Array.from(id.slice(0, -1), (character) => Number.parseInt(character, 36));
  return values.reduce((sum, value, at) => sum + value * [7, 3, 1][at % 3]!, 0) % 10 === Number(id.at(-1));
}

/** The number of the German pension insurance: a day of birth, and a check digit over its letter, too. */
export function isPensionNumber(id: string): boolean {
  if (!isDayFirst(id, 2)) return false;
  const letter = String(id.charCodeAt(8) - 64).padStart(2, '0');
  const digits = digitsOf(id.slice(0, 8) + letter + id.slice(9, 11));
  const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
  const sum = digits.reduce((all, digit, at) => {
    const product = digit * weights[at]!;
    return all + Math.trunc(product / 10) + (product % 10);
  }, 0);
  return sum % 10 === Number(id[11]);
}

/** The number of a Polish identity card, whose fourth place is a check digit. */
export function isPolishCard(id: string): boolean {
  const values = Array.from(id, (character) => Number.parseInt(character, 36));
  const weights = [7, 3, 1, 0, 7, 3, 1, 7, 3];
  return values.reduce((sum, value, at) => sum + value * weights[at]!, 0) % 10 === values[3];
}

/** The French NIR, whose key is 97 less the remainder. */
export function isNir(id: string): boolean {
  const month = Number(id.slice(3, 5));
  if (month < 1 || (month > 12 && month < 20)) return false;
  const digits = id.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - mod97(digits) === Number(id.slice(13));
}

/** The day of birth in a PESEL, whose month tells the century. */
export function isPeselDay(id: string): boolean {
  const month = Number(id.slice(2, 4));
  return isDay(Number(id.slice(0, 2)), month % 20, Number(id.slice(4, 6)));
}

/** The Portuguese citizen card: Luhn over digits and letters. */
export function isCitizenCard(id: string): boolean {
  let sum = 0;
  Array.from(id).forEach((character, at) => {
    const value = Number.parseInt(character, 36) * (at % 2 === 0 ? 2 : 1);
    sum += at % 2 === 0 && value > 9 ? value - 9 : value;
  });
  return sum % 10 === 0;
}

/** The Belgian number, of either century. */
export function isBelgian(id: string): boolean {
  if (Number(id.slice(2, 4)) > 12 || Number(id.slice(4, 6)) > 31) return false;
  const check = Number(id.slice(9));
  return [id.slice(0, 9), `2${id.slice(0, 9)}`].some((number) => 97 - (Number(number) % 97) === check);
}

/** The Swedish number: a day of birth and Luhn; a coordination number has 60 days more. */
export function isSwedish(id: string): boolean {
  const digits = id.replace('+', '').slice(-10);
  const day = Number(digits.slice(4, 6));
  return (
    isDay(Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), day > 60 ? day - 60 : day) && isLuhn(digits)
  );
}

/** The Norwegian number: a day of birth and two check digits. */
export function isNorwegian(id: string): boolean {
  const [day, month] = [Number(id.slice(0, 2)), Number(id.slice(2, 4))];
  return (
    isDay(Number(id.slice(4, 6)), month > 40 ? month - 40 : month, day > 40 ? day - 40 : day) &&
    weighted(id, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
    weighted(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  );
}

/** The Finnish code: a day of birth and a check letter. */
export function isFinnish(id: string): boolean {
  const digits = id.replace(/^(\d{6})[+A-FU-Y]/, '$1');
  return (
    isDayFirst(digits) && '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits.slice(0, 9)) % 31] === digits[9]
  );
}

/** The Czech and Slovak number: a day of birth, women 50 months later, and a check digit. */
export function isCzech(id: string): boolean {
  const month = Number(id.slice(2, 4)) % 50;
  const isDate = isDay(Number(id.slice(0, 2)), month > 20 ? month - 20 : month, Number(id.slice(4, 6)));
  return isDate && (Number(id.slice(0, 9)) % 11) % 10 === Number(id[9]);
}

/** The day of birth in a Bulgarian number, whose month tells the century. */
export function isBulgarianDay(id: string): boolean {
  return isDay(Number(id.slice(0, 2)), Number(id.slice(2, 4)) % 20, Number(id.slice(4, 6)));
}

/** The check digit of Estonia and Lithuania, of two turns. */
export function isBaltic(id: string): boolean {
  const first = weighted(id, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const check = first === 10 ? (weighted(id, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10 : first;
  return check === Number(id[10]);
}

/** The number of the countries of former Yugoslavia: a day of birth and a check digit. */
export function isJmbg(id: string): boolean {
  const isDate = isDay(Number(id.slice(4, 7)), Number(id.slice(2, 4)), Number(id.slice(0, 2)));
  return (
    isDate && ((11 - (weighted(id, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === Number(id[12])
  );
}

/** The Irish PPS number, whose second letter counts. */
export function isIrish(id: string): boolean {
  const last = id[8] === undefined || id[8] === 'W' ? 0 : (id.charCodeAt(8) - 64) * 9;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[(weighted(id.slice(0, 7), [8, 7, 6, 5, 4, 3, 2]) + last) % 23] === id[7];
}

/** The Brazilian CPF and its two check digits. */
export function isCpf(id: string): boolean {
  if (/^(\d)\1*$/.test(id)) return false;
  const check = (weights: readonly number[]): number => ((weighted(id, weights) * 10) % 11) % 10;
  return (
    check([10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(id[9]) &&
    check([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(id[10])
  );
}

/** The Chinese number: a day of birth and ISO/IEC 7064 mod 11-2. */
export function isChinese(id: string): boolean {
  if (!isDay(Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14)))) return false;
  const sum = weighted(id.slice(0, 17), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return '10X98765432'[sum % 11] === id[17];
}

/** The Taiwanese number, whose letter is two digits. */
export function isTaiwanese(id: string): boolean {
  const letter = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(id[0]!) + 10;
  const sum =
    Math.trunc(letter / 10) + (letter % 10) * 9 + weighted(id.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1]);
  return sum % 10 === 0;
}

/** The Japanese My Number and its check digit. */
export function isMyNumber(id: string): boolean {
  const rest = weighted(id, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === Number(id[11]);
}

/** The Turkish number and its two check digits. */
export function isTurkish(id: string): boolean {
  const digits = digitsOf(id);
  const odd = digits[0]! + digits[2]! + digits[4]! + digits[6]! + digits[8]!;
  const even = digits[1]! + digits[3]! + digits[5]! + digits[7]!;
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return tenth === digits[9] && (odd + even + tenth) % 10 === digits[10];
}

/** The Russian SNILS, whose last two digits are a remainder. */
export function isSnils(id: string): boolean {
  return (weighted(id, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(id.slice(9));
}

/** The Singaporean number and its check letter. */
export function isSingaporean(id: string): boolean {
  const first = id[0]!;
  const sum =
    weighted(id.slice(1, 8), [2, 7, 6, 5, 4, 3, 2]) + ('TG'.includes(first) ? 4 : first === 'M' ? 3 : 0);
  const letters = 'ST'.includes(first) ? 'JZIHGFEDCBA' : first === 'M' ? 'KLJNPQRTUWX' : 'XWUTRQPNMLK';
  return letters[first === 'M' ? 10 - (sum % 11) : sum % 11] === id[8];
}
