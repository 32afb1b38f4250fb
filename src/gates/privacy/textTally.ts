import { candidatesOf } from './candidates';
import { readColumnName } from './columnWords';
import { isCardShaped, isDiallable, isStrongCard, isStrongPhone } from './strongNumbers';
import { compactOf } from './idRule';
import type { PersonalKind } from './kinds';
import { masked } from './mask';
import type { PersonalFinding } from './personalFinding';
import { rules } from './rules';
import { mayHoldPlaces, placesInText, type TextPlace } from './textPlaces';

/** No more numbers of one form are judged together. */
const tokenLimit = 500;
const nobodySaid = readColumnName('');

/** What single places are worth, of kinds that nothing else is written like. */
const soleScore: Readonly<Partial<Record<PersonalKind, number>>> = {
  email: 0.92,
  iban: 0.95,
  card: 0.85,
  macAddress: 0.85,
  phone: 0.8,
};
const saidScore = 0.8;
/** A kind that only numbers of one form tell is a little less sure in a text than in a column. */
const togetherShare = 0.92;

/** Kinds that words in a text tell of the number after them. */
const saidKinds: readonly PersonalKind[] = [
  'phone',
  'card',
  'nationalId',
  'taxId',
  'passport',
  'imei',
  'vin',
  'birthDate',
  'ipAddress',
];
const rulesOfSaid = new Map(saidKinds.map((kind) => [kind, rules.filter((rule) => rule.kind === kind)]));

interface Counted {
  rows: number;
  places: number;
  readonly samples: string[];
}

/** Gathers what stands inside of the texts of a column, and says at the end of what kinds it is. Rule [S13]. */
export class TextTally {
  readonly #sure = new Map<PersonalKind, Counted>();
  readonly #said = new Map<PersonalKind, Counted>();
  /** Of a form: how many rows each text with it stands for. */
  readonly #forms = new Map<TextPlace['form'], { tokens: string[]; rows: number[] }>();
  #whole: { readonly tokens: string[]; readonly rows: number[] } = { tokens: [], rows: [] };
  #textCount = 0;
  /** How many numbers of each kind's form there were, right or not. */
  readonly #tried = new Map<PersonalKind, number>();

  /** `count`: of how many rows it is the value. */
  add(text: string, count: number): void {
    if (!mayHoldPlaces(text)) {
      this.#textCount++;
      return;
    }
    const seen = new Set<PersonalKind>();
    const places = placesInText(text);
    // A cell that is one number belongs to a column of numbers, unless most of its cells are texts.
    const isWhole = places.length === 1 && places[0]!.token.length >= text.trim().length - 2;
    if (!isWhole) this.#textCount++;
    for (const place of places) this.#addPlace(place, isWhole, count, seen);
  }

  #addPlace(place: TextPlace, isWhole: boolean, count: number, seen: Set<PersonalKind>): void {
    const { token, form, said } = place;
    const named = isWhole ? null : saidKindOf(place);
    if (!isWhole && form === 'grouped' && isCardShaped(token) && !said.isOfThings)
      this.#tried.set('card', (this.#tried.get('card') ?? 0) + 1);
    const kind = place.kind ?? named ?? (isWhole ? null : soleKindOf(place));
    if (kind !== null) {
      if (seen.has(kind)) return;
      seen.add(kind);
      counted(place.kind === null && named !== null ? this.#said : this.#sure, kind, token, count);
    }
    if (place.kind !== null || form === 'named' || said.isOfThings || named !== null) return;
    if (isWhole) {
      if (form !== 'digits') push(this.#whole, token, count);
      return;
    }
    const own = this.#forms.get(form) ?? { tokens: [], rows: [] };
    this.#forms.set(form, own);
    push(own, token, count);
  }

  /** What the texts hold, but for kinds that the cells hold as a whole. */
  findings(but: ReadonlySet<PersonalKind>): readonly PersonalFinding[] {
    const found = new Map<PersonalKind, PersonalFinding>();
    const add = (kind: PersonalKind, score: number, rows: number, samples: readonly string[]): void => {
      const before = found.get(kind);
      if (but.has(kind) || (before && before.score >= score && before.rows >= rows)) return;
      const masks = samples.slice(0, 3).map((each) => masked(kind, each));
      found.set(kind, {
        kind,
        score: Math.round(Math.max(score, before?.score ?? 0) * 100) / 100,
        rows: Math.max(rows, before?.rows ?? 0),
        isExact: true,
        samples: before && before.samples.length >= 3 ? before.samples : masks,
      });
    };
    for (const [kind, { rows, samples, places }] of this.#sure)
      if (places >= (this.#tried.get(kind) ?? 0) / 2) add(kind, soleScore[kind] ?? 0, rows, samples);
    for (const [kind, { rows, samples }] of this.#said) add(kind, saidScore, rows, samples);
    for (const [, { tokens, rows }] of this.#forms) this.#addTogether(tokens, rows, add);
    if (this.#whole.tokens.length < this.#textCount)
      this.#addTogether(this.#whole.tokens, this.#whole.rows, add);
    return [...found.values()].sort((a, b) => b.score - a.score);
  }

  #addTogether(
    tokens: readonly string[],
    rows: readonly number[],
    add: (kind: PersonalKind, score: number, rows: number, samples: readonly string[]) => void,
  ): void {
    for (const { rule, score, hits } of candidatesOf(tokens, nobodySaid)) {
      const own = [...hits];
      if (score * togetherShare < 0.5 || !isOfTexts.has(rule.kind)) continue;
      add(
        rule.kind,
        score * togetherShare,
        own.reduce((sum, at) => sum + rows[at]!, 0),
        own.map((at) => tokens[at]!),
      );
    }
  }
}

/** Kinds that numbers in texts are of without a word that says so. */
const isOfTexts: ReadonlySet<PersonalKind> = new Set([
  'phone',
  'card',
  'ipAddress',
  'nationalId',
  'taxId',
  'imei',
] satisfies PersonalKind[]);

function push({ tokens, rows }: { tokens: string[]; rows: number[] }, token: string, count: number): void {
  if (tokens.length >= tokenLimit) return;
  tokens.push(token);
  rows.push(count);
}

function counted(counts: Map<PersonalKind, Counted>, kind: PersonalKind, token: string, rows: number): void {
  const own = counts.get(kind) ?? { rows: 0, places: 0, samples: [] };
  counts.set(kind, own);
  own.rows += rows;
  own.places++;
  if (own.samples.length < 50) own.samples.push(token);
}

/** The kind that the words before a place name, where a rule of the kind matches. */
function saidKindOf({ token, said }: TextPlace): PersonalKind | null {
  const compact = compactOf(token);
  for (const [kind, own] of rulesOfSaid) {
    if (said.says(kind) !== 'kind') continue;
    if (kind === 'phone' ? isDiallable(token) : own.some((rule) => rule.matches(token, compact))) return kind;
  }
  return null;
}

/** The kind of a number that nothing else is written like. */
function soleKindOf({ token, form, said }: TextPlace): PersonalKind | null {
  if (form !== 'grouped' || said.isOfThings) return null;
  if (isStrongPhone(token)) return 'phone';
  return isStrongCard(token) ? 'card' : null;
}
