import type { ComparisonRule } from '../gates/comparisonVerdict';
import { defaultRule } from '../operations/releases/metricRules';
import { UsageError, type Flags, type FlagSpecification } from './command';

/** The flags that say by what a metric is judged. */
export const comparisonRuleFlags: readonly FlagSpecification[] = [
  { name: 'higher-is-better', value: null, help: 'of --metric; without either flag its name says which' },
  { name: 'lower-is-better', value: null, help: 'of --metric' },
  {
    name: 'minimal-difference',
    value: 'X',
    help: 'of --metric: differences up to this do not matter (default: 0)',
  },
  { name: 'confidence', value: 'P', help: 'of the interval (default: 0.95)' },
];

/** How each metric is judged by `comparisonRuleFlags`. Throws `UsageError`. */
export function comparisonRuleOf(flags: Flags): (metric: string) => ComparisonRule {
  excludeEachOther(flags, 'higher-is-better', 'lower-is-better');
  for (const name of ['higher-is-better', 'lower-is-better', 'minimal-difference']) {
    if (flags.has(name) && !flags.has('metric'))
      throw new UsageError(`--${name} needs --metric, whose it is`);
  }
  const minimalDifference = numberFrom(
    flags,
    'minimal-difference',
    (x) => x >= 0 && x < Infinity,
    'a number from 0',
  );
  const confidence = numberFrom(
    flags,
    'confidence',
    (x) => x > 0 && x < 1,
    'a number between 0 and 1, such as 0.95',
  );
  const direction = flags.has('higher-is-better') ? 'higher' : flags.has('lower-is-better') ? 'lower' : null;
  return (metric) => {
    const rule = defaultRule(metric);
    return {
      direction: direction ?? rule.direction,
      minimalDifference: minimalDifference ?? rule.minimalDifference,
      confidence: confidence ?? rule.confidence,
    };
  };
}

function numberFrom(flags: Flags, name: string, fits: (x: number) => boolean, takes: string): number | null {
  const given = flags.get(name);
  if (given === null) return null;
  const value = given.trim() === '' ? NaN : Number(given);
  if (!fits(value)) throw new UsageError(`--${name} takes ${takes}, and not ${JSON.stringify(given)}`);
  return value;
}

/** Throws `UsageError` where both flags are given. */
export function excludeEachOther(flags: Flags, one: string, other: string): void {
  if (flags.has(one) && flags.has(other)) throw new UsageError(`--${one} and --${other} exclude each other`);
}
