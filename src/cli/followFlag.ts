import type { FlagSpecification } from './command';

/** Which folders links may lead into. */
export const followFlag: FlagSpecification = {
  name: 'follow',
  value: 'DIR',
  help: 'follow symbolic links that lead into DIR, such as a cache; may be given more than once',
};
