import * as z from 'zod';
import { asText, kindOf, shown } from './faultWords';

/**
 * zod as this project has it: everybody else imports it from here. It makes no functions from text, which the
 * Content-Security-Policy forbids, and says what is wrong in words for those who look at a file.
 */
z.config({ jitless: true, customError: ({ code, input, ...issue }) => wordsOf(code, input, issue) });

export { z };

/** What is wrong with one value; undefined where zod's own words will do. */
function wordsOf(code: string, input: unknown, issue: Readonly<Record<string, unknown>>): string | undefined {
  switch (code) {
    case 'invalid_type':
      return input === undefined
        ? `is missing: ${asText(issue['expected'])} is expected`
        : `is ${kindOf(input)}, and ${asText(issue['expected'])} is expected`;
    case 'invalid_value': {
      const values = (issue['values'] as readonly unknown[]).map(shown).join(', ');
      return input === undefined
        ? `is missing: expected is ${values}`
        : `is ${shown(input)}, and not ${values}`;
    }
    case 'invalid_union':
      return 'is not of a kind that is known';
    default:
      return undefined;
  }
}
