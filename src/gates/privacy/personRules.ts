import { firmWords, givenNames, personTitles } from './givenNames';
import type { ValueRule } from './valueRule';

const nameShape = /^(?=\P{N}+$)[\p{L}][\p{L}\p{M}'’´`.,()" ·-]{0,59}$/u;

function isNameShaped(given: string): boolean {
  const text = given.trim();
  if (!nameShape.test(text) || text.split(/\s+/).length > 7) return false;
  // Scripts with capitals begin names with one.
  return (
    !/^\p{Ll}/u.test(text) ||
    /^(?:de|da|di|del|van|von|ter|den|zu|la|le|al|el|bin|dos|du|d['’])[ \p{Lu}]/u.test(text)
  );
}

const plainWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F.,()"]/g, ' ')
    .normalize('NFC')
    .split(/[\s·-]+/)
    .filter((word) => word !== '');

/** Names differ: a list of a few words is one of kinds of things. */
const areMany = (texts: readonly string[]): boolean => new Set(texts).size >= 3;

/** Whether some of the texts hold a given name or title, and few a word of firms. */
function areLikePersons(texts: readonly string[]): boolean {
  let [persons, firms] = [0, 0];
  for (const text of texts) {
    const words = plainWords(text);
    const isAsian =
      /^[\p{Script=Han}\p{Script=Hangul}]/u.test(text) &&
      [1, 2, 3].some((size) => givenNames.has(text.slice(0, size)));
    if (isAsian || words.some((word) => givenNames.has(word) || personTitles.has(word))) persons++;
    if (words.some((word) => firmWords.has(word))) firms++;
  }
  return areMany(texts) && persons >= texts.length * 0.15 && firms <= texts.length * 0.15;
}

const addressWord =
  /(?:str(?:\.|aße|asse|aat|eet|ada)?|weg|platz|allee|gasse|ring|road|avenue|lane|drive|court|circle|highway|place|square|terrace|rue|boulevard|chemin|impasse|quai|calle|avenida|plaza|paseo|carrera|camino|via|viale|piazza|corso|vicolo|strada|rua|travessa|largo|praca|estrada|alameda|laan|plein|gracht|kade|dijk|ul\.|ulica|aleja|plac|osiedle|sokak|cadde|mahalle|улица|ул\.|проспект|丁目|番|市|区|町|村|県|都)/iu;
const shortAddressWord =
  /\b(?:st|rd|ave|av|blvd|ln|dr|ct|hwy|pl|sq|c\/|r\.|al\.|os\.|apt|suite|sok|cad|mah|no|bd)\b/i;

/** A house number with words, or words of streets. */
function isAddressShaped(given: string): boolean {
  const text = given.trim();
  if (text.length < 4 || text.length > 250 || /[@{}<>=]|:\/\//.test(text)) return false;
  const hasWords = /[\p{L}]{2}/u.test(text);
  if (!hasWords) return false;
  const hasNumber = /\d/.test(text);
  return (
    (hasNumber && /[\s,、\u3000-\u9FFF]/u.test(text)) || addressWord.test(text) || shortAddressWord.test(text)
  );
}

const userShape = /^(?=.*\p{L})[\p{L}\p{N}][\p{L}\p{N}._+@\\-]{1,39}$/u;

const areDifferent = (texts: readonly string[]): boolean => {
  const marked = texts.filter(
    (text) => /[\d._-]/.test(text) || /^\p{Ll}/u.test(text) || /\p{Ll}\p{Lu}/u.test(text),
  );
  return texts.length >= 3 && marked.length >= texts.length * 0.3;
};

/** A universally unique or hexadecimal key names nobody. */
const isKey = (text: string): boolean => /^[0-9a-f-]{16,}$/i.test(text) || /^[A-Z]{1,5}[-_]?\d+$/.test(text);

/** What only a column's name tells from other words: names of persons, their addresses and names as users. */
export const personRules: readonly ValueRule[] = [
  {
    kind: 'personName',
    name: 'name',
    matches: isNameShaped,
    chance: 0.9,
    score: { kind: 0.92, nothing: 0, other: 0 },
    acceptsNamed: (texts, isPlain) => (isPlain ? areLikePersons(texts) : areMany(texts)),
  },
  {
    kind: 'postalAddress',
    name: 'address',
    matches: isAddressShaped,
    chance: 0.5,
    score: { kind: 0.93, nothing: 0, other: 0 },
    acceptsNamed: areMany,
  },
  {
    kind: 'userName',
    name: 'name',
    matches: (text) => userShape.test(text.trim()) && !isKey(text.trim()),
    chance: 0.9,
    score: { kind: 0.9, nothing: 0, other: 0 },
    acceptsNamed: areDifferent,
  },
];
