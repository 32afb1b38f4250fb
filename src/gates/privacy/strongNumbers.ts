import { contactRules } from './contactRules';
import { compactOf } from './idRule';
import { moneyRules } from './moneyRules';

/** Country codes of the public telephone network (ITU-T E.164). */
const countryCodes =
  /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-689]\d|35\d|37\d|38\d|42\d|50\d|59\d|67\d|68\d|69\d|80[08]|85\d|87\d|88[0-8]|96\d|97\d|99\d)/;

const phones = contactRules.filter(({ kind, name }) => kind === 'phone' && name !== 'any');
const [anyPhone] = contactRules.filter(({ kind, name }) => kind === 'phone' && name === 'any');
const international = contactRules.find(({ name }) => name === 'international')!;
const card = moneyRules.find(({ kind }) => kind === 'card')!;

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Whether a number in a text is a phone number by its form alone: with a country code, or with an area code in parentheses. */
export function isStrongPhone(token: string): boolean {
  const text = token.replace(/^\+ /, '+');
  if (/^(?:1[ .-])?\([2-9]\d\d\) ?[2-9]\d\d[ .-]\d{4}$/.test(text)) return true;
  if (!international.matches(text, '')) return false;
  const digits = digitsOf(text).replace(/^00/, '');
  if (!countryCodes.test(digits) || digits.length < 9) return false;
  return text.startsWith('+') ? true : /^00\d{1,3}[ ./-]/.test(text) && /[ ./-]\d+[ ./-]/.test(text);
}

/** Whether a number is a phone number where the words before it say so. */
export function isDiallable(token: string): boolean {
  const count = digitsOf(token).length;
  if (phones.some(({ matches }) => matches(token, ''))) return true;
  return count >= 7 && count <= 15 && anyPhone!.matches(token, '');
}

/** Whether a number is written as cards are: in groups of four, or of four, six and five. */
export function isCardShaped(token: string): boolean {
  return /^\d{4}([ -])\d{4}\1\d{4}\1\d{4}$|^\d{4}([ -])\d{6}\2\d{5}$/.test(token);
}

/** Whether a number in a text is a payment card's by its form alone: in groups, of a network, with its check digit. */
export function isStrongCard(token: string): boolean {
  return isCardShaped(token) && card.matches(token, compactOf(token));
}
