/** The digits of a text as numbers; of what is no digit, NaN. */
export function digitsOf(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0) - 48);
}

/** The sum of digits times weights; weights past the digits are left out. */
export function weighted(text: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < weights.length && at < text.length; at++)
    sum += (text.charCodeAt(at) - 48) * weights[at]!;
  return sum;
}

/** ISO/IEC 7812-1, annex B: every second digit from the right is doubled. */
export function isLuhn(text: string): boolean {
  let sum = 0;
  for (let at = text.length - 1, isSecond = false; at >= 0; at--, isSecond = !isSecond) {
    const digit = text.charCodeAt(at) - 48;
    sum += isSecond ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

/** ISO/IEC 7064 mod 11,10: a check digit at the end. */
export function isMod1110(text: string): boolean {
  let check = 5;
  for (const digit of digitsOf(text)) check = ((((check || 10) * 2) % 11) + digit) % 10;
  return check === 1;
}

/** The remainder by 97 of a number of any length, letters counting as 10 to 35. */
export function mod97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

const verhoeffTable = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
].map(digitsOf);
const verhoeffShifts = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
].map(digitsOf);

/** Verhoeff's check digit at the end. */
export function isVerhoeff(text: string): boolean {
  let check = 0;
  const digits = digitsOf(text).reverse();
  digits.forEach((digit, at) => (check = verhoeffTable[check]![verhoeffShifts[at % 8]![digit]!]!));
  return check === 0;
}

/** Whether a day is one of the calendar; a year of two digits may be of either century. */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 || year === 0;
  return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

/** Two-digit year, month and day at a place of a text. */
export function isShortDay(text: string, at = 0): boolean {
  return isDay(
    Number(text.slice(at, at + 2)),
    Number(text.slice(at + 2, at + 4)),
    Number(text.slice(at + 4, at + 6)),
  );
}

/** Day, month and two-digit year at a place of a text. */
export function isDayFirst(text: string, at = 0): boolean {
  return isDay(
    Number(text.slice(at + 4, at + 6)),
    Number(text.slice(at + 2, at + 4)),
    Number(text.slice(at, at + 2)),
  );
}
