/** What a licence says about one matter: it is free, there are terms, nobody knows, or it is bound (forbidden, or owed). */
export type Strictness = 'free' | 'limited' | 'unknown' | 'bound';

/** The matters that are told apart. */
export const matters = ['commercialUse', 'shareAlike', 'attribution', 'training', 'derivatives'] as const;
/** One of them. */
export type Matter = (typeof matters)[number];

/**
 * What a licence asks [N2]. _commercialUse_, _training_ and _derivatives_ are bound where they are forbidden, and limited where terms
 * narrow them; _shareAlike_ and _attribution_ are bound where they are owed, and limited where they are owed in part.
 */
export type Conditions = Readonly<Record<Matter, Strictness>>;

const order: readonly Strictness[] = ['free', 'limited', 'unknown', 'bound'];

/** Below zero where the first is laxer. */
export function compareStrictness(a: Strictness, b: Strictness): number {
  return order.indexOf(a) - order.indexOf(b);
}

/** Of nothing: all is free. */
export const freeConditions: Conditions = {
  commercialUse: 'free',
  shareAlike: 'free',
  attribution: 'free',
  training: 'free',
  derivatives: 'free',
};

/** Where the licence is not known. */
export const unknownConditions: Conditions = {
  commercialUse: 'unknown',
  shareAlike: 'unknown',
  attribution: 'unknown',
  training: 'unknown',
  derivatives: 'unknown',
};

/** What holds where all of these hold: of each matter the strictest. So a further one never loosens any. */
export function combined(all: Iterable<Conditions>): Conditions {
  const result: Record<Matter, Strictness> = { ...freeConditions };
  for (const conditions of all)
    for (const matter of matters)
      if (compareStrictness(conditions[matter], result[matter]) > 0) result[matter] = conditions[matter];
  return result;
}
