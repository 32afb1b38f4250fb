import { isDay } from './checkDigits';
import type { ValueRule } from './valueRule';

const months = new Map(
  `jan feb mar apr may jun jul aug sep oct nov dec|januar februar marz april mai juni juli august september oktober november dezember|
  january february march april may june july august september october november december|janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre|
  enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre|gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre|
  janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro|januari februari maart april mei juni juli augustus september oktober november december|
  stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia|ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik|
  января февраля марта апреля мая июня июля августа сентября октября ноября декабря|ene feb mar abr may jun jul ago sep oct nov dic|gen feb mar apr mag giu lug ago set ott nov dic|
  jan fev mar abr mai jun jul ago set out nov dez|jan feb mrt apr mei jun jul aug sep okt nov dec|sty lut mar kwi maj cze lip sie wrz paz lis gru|jan feb mrz apr mai jun jul aug sep okt nov dez|
  janv fevr mars avr mai juin juil aout sept oct nov dec`
    .split('|')
    .flatMap((list) =>
      list
        .trim()
        .split(/\s+/)
        .map((word, at) => [word, at + 1] as const),
    ),
);

interface Day {
  readonly year: number;
  readonly count: number;
  readonly day: number;
}

const isoDay =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[-+]\d\d:?\d\d)?)?$/;
const dayOrMonthFirst = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d\d)$/;
const together = /^(\d{4})(\d\d)(\d\d)$/;
const japanese = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
const dayWord = /^(\d{1,2})(?:st|nd|rd|th|\.|er)?[ -]+(?:de |of )?(\p{L}{3,12})\.?,?[ -]+(?:de )?(\d{4})$/u;
const wordDay = /^(\p{L}{3,12})\.?[ -]+(\d{1,2})(?:st|nd|rd|th)?,?[ -]+(\d{4})$/u;

/** A day of the calendar as year and days since year 0, near enough; null where it is none. Years of two digits are of the last century. */
function dayOf(given: string): Day | null {
  const text = given.trim();
  const written = isoDay.exec(text) ?? japanese.exec(text) ?? together.exec(text);
  if (written) return dayIn(Number(written[1]), Number(written[2]), Number(written[3]));
  const short = dayOrMonthFirst.exec(text);
  if (short) {
    const year = short[3]!.length === 4 ? Number(short[3]) : 1900 + Number(short[3]);
    return dayIn(year, Number(short[2]), Number(short[1])) ?? dayIn(year, Number(short[1]), Number(short[2]));
  }
  const named = dayWord.exec(text);
  if (named) return dayIn(Number(named[3]), monthOf(named[2]!), Number(named[1]));
  const american = wordDay.exec(text);
  return american ? dayIn(Number(american[3]), monthOf(american[1]!), Number(american[2])) : null;
}

function dayIn(year: number, month: number, day: number): Day | null {
  return isDay(year, month, day)
    ? { year, count: Math.round(year * 365.25 + (month - 1) * 30.44 + day), day }
    : null;
}

function monthOf(word: string): number {
  const plain = word
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .normalize('NFC');
  return months.get(plain) ?? 0;
}

const isBirthDay = (text: string): boolean => {
  const year = dayOf(text)?.year ?? 0;
  return year >= 1900 && year <= 2035;
};

/** People's days of birth lie decades apart and in no steps, and few of them are of these years; days of what happens lie close together. */
function areLikeBirths(texts: readonly string[]): boolean {
  const days = texts.flatMap((text) => dayOf(text) ?? []).sort((a, b) => a.count - b.count);
  if (days.length < 15 || areSteps(days)) return false;
  const at = (share: number): number => days[Math.floor((days.length - 1) * share)]!.year;
  return (
    at(0) >= 1920 &&
    at(0.5) >= 1950 &&
    at(0.5) <= 1995 &&
    at(0.05) <= 1972 &&
    at(1) <= 2013 &&
    at(0.95) - at(0.05) >= 25
  );
}

/** Whether days stand in a series: of the same day of the month, or mostly as far apart. */
function areSteps(days: readonly Day[]): boolean {
  if (new Set(days.map(({ day }) => day)).size < Math.min(8, days.length / 2)) return true;
  const gaps = new Map<number, number>();
  days.slice(1).forEach(({ count }, at) => {
    const gap = Math.round((count - days[at]!.count) / 2);
    gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
  });
  return Math.max(...gaps.values()) > days.length * 0.4;
}

/** Days of birth. A year alone is none. */
export const birthRules: readonly ValueRule[] = [
  {
    kind: 'birthDate',
    name: 'day',
    matches: isBirthDay,
    chance: 0.01,
    score: { kind: 0.97, nothing: 0.75, other: 0 },
    accepts: areLikeBirths,
  },
];
