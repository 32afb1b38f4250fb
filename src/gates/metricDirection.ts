import type { Direction } from './comparisonVerdict';

const lowerIsBetter =
  /(^|[^a-z])(loss|err|error|errors|mae|mse|rmse|mape|smape|rmsle|wer|cer|perplexity|ppl|latency|duration|time|seconds|ms|cost|fpr|fnr|brier|logloss|ece|distance|drift|psi|toxicity|violations?|failures?|misses|memory|bytes)($|[^a-z])/;

/** Which way a metric gets better, guessed from its name alone: an error, a loss, a time or a cost is better lower. A person may say otherwise. */
export function guessDirection(metric: string): Direction {
  return isLowerBetter(metric) ? 'lower' : 'higher';
}

/** Whether a name speaks of something of which less is better. */
export function isLowerBetter(name: string): boolean {
  return lowerIsBetter.test(name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());
}
