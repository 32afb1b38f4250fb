import { isSpeakingWord, type NameReading, readColumnName, wordsOf } from './columnWords';
import { emailAt } from './emailInText';
import { ibanAt } from './moneyRules';
import type { PersonalKind } from './kinds';

/** What stands in a longer text and has the form of personal data. */
export interface TextPlace {
  readonly token: string;
  /** What it is whatever else the texts hold; null where only all such places of a column together can tell. */
  readonly kind: PersonalKind | null;
  /** Numbers of one form are judged together. */
  readonly form: 'email' | 'iban' | 'mac' | 'ip' | 'grouped' | 'digits' | 'named';
  /** What the words before it say. */
  readonly said: NameReading;
}

/** No more characters of one text are looked at. */
const textLimit = 65_536;

const ipForm = /(?<![\w.\-/])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/g;
const macForm =
  /(?<![\w:.-])(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2})(?![\w]|[:-][0-9a-f]|\.\w)/gi;
const ibanForm = /(?<![\p{L}\p{N}_])[A-Z]{2}\d\d(?= ?[A-Z0-9]{4})/gu;
const numberForm =
  /(?<![\p{L}\p{N}_.,/\\#@&%$€£+-]|\d:)(?:\+ ?)?\(?\d[\d ().\-/]{4,26}\d(?![\p{L}\p{N}_@%]|[.,:]\d|[-/]\w)/gu;
/** Letters and digits, as passports have them, and days: only the words before them tell. */
const namedForm =
  /(?<![\p{L}\p{N}_.,/\\#@&%$€£+-])(?=(?:[A-Z.\-/]*\d){4})[A-Z\d][A-Z\d.\-/]{5,20}[A-Z\d](?![\p{L}\p{N}_@%]|[.,:]\d|[-/]\w)/gu;
/** Days and times are written with the same marks. */
const dayForm = /(?:^|\D)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d)(?:\D|$)/;

/** Whether a text can hold any of them: a quick look, that may say yes too often. */
export function mayHoldPlaces(text: string): boolean {
  return text.includes('@') || /\d[\d ().\-/:a-fA-F]{5}|[A-Z\d]{8}/.test(text);
}

/** What stands in a text and has the form of personal data, each place once. */
export function placesInText(given: string): readonly TextPlace[] {
  const text = given.length > textLimit ? given.slice(0, textLimit) : given;
  const places: TextPlace[] = [];
  const taken: [from: number, to: number][] = [];
  const add = (at: number, token: string, kind: PersonalKind | null, form: TextPlace['form']): void => {
    const to = at + token.length;
    if (taken.some(([from, until]) => at < until && to > from)) return;
    taken.push([at, to]);
    places.push({ token, kind, form, said: kind === null ? saidBefore(text, at) : nothingSaid });
  };
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const found = emailAt(text, at);
    if (found) add(found.from, found.token, 'email', 'email');
  }
  if (!/\d/.test(text)) return places;
  for (const { index } of text.matchAll(ibanForm)) {
    const token = ibanAt(text, index);
    if (token !== null) add(index, token, 'iban', 'iban');
  }
  for (const { index, 0: token } of text.matchAll(macForm)) add(index, token, 'macAddress', 'mac');
  for (const { index, 0: token } of text.matchAll(ipForm)) add(index, token, null, 'ip');
  for (const { index, 0: token } of text.matchAll(numberForm)) {
    if (dayForm.test(token) || token.replaceAll(/\D/g, '').length < 6) continue;
    add(index, token, null, /^\d+$/.test(token) ? 'digits' : 'grouped');
  }
  for (const { index, 0: token } of text.matchAll(namedForm)) add(index, token, null, 'named');
  return places;
}

const fillers = new Set(
  `no,nr,num,number,numero,nummer,numer,is,was,at,on,to,the,a,an,my,our,his,her,me,us,of,for,and,under,unter,ist,lautet,meine,die,der,mein,ihre,est,au,le,la,mon,ma,es,el,mi,al,il,mio,mia,do,da,o,
  meu,minha,het,mijn,op,is,moj,pod,to`
    .split(',')
    .map((word) => word.trim()),
);
const calls = new Set(
  `call,called,calls,ring,text,sms,dial,reach,reachable,callback,anrufen,anruf,erreichbar,ruckruf,appeler,appelez,joindre,llamar,llame,llamame,chiamare,chiamami,ligar,ligue,bellen,bel,bereikbaar,
  zadzwonic,zadzwon,dzwonic`
    .split(',')
    .map((word) => word.trim()),
);

const births = new Set(
  'born,geboren,geb,ne,nee,nacido,nacida,nato,nata,nascido,nascida,urodzony,urodzona'.split(','),
);

const nothingSaid = readColumnName('');
const known = new Map<string, NameReading>();

/** What the last two words before a place say, as a column's name would. */
function saidBefore(text: string, at: number): NameReading {
  const words = wordsBefore(text, at)
    .filter((word) => !fillers.has(word) && !/^\d*$/.test(word))
    .slice(-2);
  if (!words.some((word) => calls.has(word) || births.has(word) || isSpeakingWord(word))) return nothingSaid;
  const joined = words.join(' ');
  const before = known.get(joined);
  if (before) return before;
  const isCall = words.some((word) => calls.has(word));
  const isBirth = words.some((word) => births.has(word));
  const read = readColumnName(isCall ? 'phone' : isBirth ? 'date of birth' : joined);
  if (known.size >= 10_000) known.clear();
  known.set(joined, read);
  return read;
}

function wordsBefore(text: string, at: number): readonly string[] {
  const before = text.slice(Math.max(0, at - 40), at);
  const whole = before.length < 40 ? before : before.slice(before.indexOf(' ') + 1);
  const isPlain = /^[\0-\x7F]*$/.test(whole) && !/[a-z][A-Z]/.test(whole);
  return isPlain ? whole.toLowerCase().split(/[^a-z0-9]+/) : wordsOf(whole);
}
