import type { PersonalKind } from './kinds';

/** Characters that stay: they show how a value is written and nothing of what it is. */
const marks = /[\p{L}\p{N}]/gu;

/** A value with its letters and digits hidden: of most kinds the first and the last two of them stay, at most a quarter. */
export function masked(kind: PersonalKind, value: string): string {
  const text = value.trim().slice(0, 60);
  if (kind === 'email') return text.replace(/^([^@])[^@]*@(.).*?(\.[^.]+)$/su, '$1•••@$2•••$3');
  if (kind === 'geoPosition') return text.replaceAll(/(\d)\.\d+/g, '$1.•••');
  const count = text.match(marks)?.length ?? 0;
  const shown =
    kind === 'personName' || kind === 'postalAddress' || kind === 'userName' || kind === 'birthDate' ? 1 : 2;
  const kept = count >= shown * 8 ? shown : Math.min(1, Math.floor(count / 4));
  let at = 0;
  return text.replaceAll(marks, (character) => {
    at++;
    const isEnd = kind !== 'birthDate' && shown === 2 && at > count - kept;
    return at <= kept || isEnd ? character : '•';
  });
}
