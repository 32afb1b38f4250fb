import { choicesOf, licenceText, parseLicence } from './expression';

/** Whether an expression leaves a choice of which each licence is among those that are allowed; what is no expression is compared as it stands. */
export function isAllowedLicence(expression: string, allowed: readonly string[]): boolean {
  if (allowed.includes(expression)) return true;
  const parsed = parseLicence(expression);
  const choices = parsed.ok ? choicesOf(parsed.value) : null;
  const known = new Set(
    allowed.map((each) => {
      const own = parseLicence(each);
      return own.ok ? licenceText(own.value) : each;
    }),
  );
  return choices?.some((terms) => terms.every((term) => known.has(licenceText(term)))) ?? false;
}
