import { type PersonalKind, personalKinds } from './kinds';
import { aboutWords, nameWords, otherWords, thingWords } from './nameWords';

/** What a column's name says of a kind: it names it, says nothing of it, or names another thing. */
export type NameSays = 'kind' | 'nothing' | 'other';

/** What a column's name says of every kind. */
export interface NameReading {
  readonly says: (kind: PersonalKind) => NameSays;
  /** Whether things that are no persons have names of that name, too. */
  readonly isPlainName: boolean;
  /** It names an order, a product or another thing that has numbers of its own. */
  readonly isOfThings: boolean;
}

const plainNames = new Set(
  'name,nom,nome,nombre,naam,ad,isim,author,person,名,名前,이름,имя,accountname,contactname,titular,titulaire,inhaber,passenger'.split(
    ',',
  ),
);

interface Phrase {
  readonly words: readonly string[];
  /** Long enough to be found inside a word that is written together. */
  readonly joined: string;
}

const phrasesOf = (list: string): readonly Phrase[] =>
  list.split(',').map((entry) => {
    const words = wordsOf(entry);
    return { words, joined: words.join('') };
  });
const phrases = new Map(personalKinds.map((kind) => [kind, phrasesOf(nameWords[kind])]));
const about = new Set(phrasesOf(aboutWords).map(({ joined }) => joined));
const other = new Set(phrasesOf(otherWords).map(({ joined }) => joined));
const things = new Set(phrasesOf(thingWords).map(({ joined }) => joined));

const phraseWords = new Set([...phrases.values()].flat().flatMap(({ words }) => words));
const spoken = new Map<string, boolean>();

/** Whether a word alone can change what a name says: quick for words that come again. */
export function isSpeakingWord(word: string): boolean {
  const before = spoken.get(word);
  if (before !== undefined) return before;
  const isSpeaking =
    phraseWords.has(word) ||
    about.has(word) ||
    other.has(word) ||
    things.has(word) ||
    personalKinds.some((kind) => lengthNamed(kind, [word]) > 0);
  if (spoken.size >= 50_000) spoken.clear();
  spoken.set(word, isSpeaking);
  return isSpeaking;
}

/** Reads a column's name in the languages of `nameWords`; a path of nested columns by its last parts. */
export function readColumnName(name: string): NameReading {
  const words = wordsOf(name);
  const lengths = new Map(personalKinds.map((kind) => [kind, lengthNamed(kind, words)]));
  const longest = Math.max(...lengths.values());
  const isAbout = words.some((word) => about.has(word));
  const isOther = words.some((word) => other.has(word));
  const isThing = words.some((word) => things.has(word));
  return {
    isPlainName: plainNames.has(words.join('')) || !words.some(isOfPersons),
    isOfThings: isOther,
    says(kind) {
      const length = lengths.get(kind)!;
      // Of two kinds that a name has, the longer word tells: `ip_address` is no address, `user_name` no person's name.
      const isNamed = length > 0 && (length === longest || areAlike(kind, lengths, longest));
      if (isNamed && !isAbout && !(kind === 'personName' && isThing)) return 'kind';
      return isOther || longest > 0 ? 'other' : 'nothing';
    },
  };
}

/** Whether a word alone names persons: `surname` does, `name` does not. */
function isOfPersons(word: string): boolean {
  if (plainNames.has(word)) return false;
  return personWords.has(word) || phrases.get('personName')!.some(({ joined }) => joined === word);
}

const personWords = new Set(
  `first,last,given,family,full,middle,maiden,customer,client,employee,patient,holder,owner,vor,nach,kunde,kunden,mitarbeiter,patienten,completo,complet,cliente,empleado,paciente,dipendente,
  funcionario,klant,medewerker,klient,pracownik,pacjent,musteri,hasta,member,student,guest,user,billing,shipping,recipient,sender,lead,beneficiary,insured,applicant,candidate,volledige`
    .split(',')
    .map((word) => word.trim()),
);

/** One office may call both of its numbers by one name. */
function areAlike(kind: PersonalKind, lengths: ReadonlyMap<PersonalKind, number>, longest: number): boolean {
  const alike: PersonalKind[] = ['nationalId', 'taxId'];
  return alike.includes(kind) && alike.some((each) => lengths.get(each) === longest);
}

/** How many letters of the name are the longest phrase of a kind; 0 where it has none. */
function lengthNamed(kind: PersonalKind, words: readonly string[]): number {
  const joined = words.join('');
  let longest = 0;
  for (const phrase of phrases.get(kind)!) {
    if (phrase.joined.length <= longest) continue;
    const isFound =
      phrase.joined === joined ||
      hasWords(words, phrase.words) ||
      (isLongWord(phrase.joined) && words.some((word) => isPartOf(word, phrase.joined)));
    if (isFound) longest = phrase.joined.length;
  }
  return longest;
}

/** Words that are written together begin or end with it: `kundentelefon`, `telefonprivat`. */
function isPartOf(word: string, part: string): boolean {
  return word.startsWith(part) || word.endsWith(part);
}

/** Words of other scripts say much in few characters. */
function isLongWord(text: string): boolean {
  return text.length >= (/^[a-z0-9]+$/.test(text) ? 6 : 2);
}

function hasWords(words: readonly string[], part: readonly string[]): boolean {
  if (part.length === 0) return false;
  return words.some((_, at) => part.every((word, offset) => words[at + offset] === word));
}

/** The words of a name in lower case without accents: `dateOfBirth`, `date_of_birth` and `Date of birth` are one. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => word.match(/^(\p{L}+)\d+$/u)?.[1] ?? word)
    .filter((word) => word !== '');
}
