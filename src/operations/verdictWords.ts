import type { GuardrailVerdict } from '../gates/applyGuardrail';
import type { ComparisonGround, ComparisonVerdict } from '../gates/compareSamples';

export const comparisonVerdictNames: Readonly<Record<ComparisonVerdict, string>> = {
  better: 'Better',
  worse: 'Worse',
  cannotTell: 'Cannot tell',
};

/** Why, where the verdict alone does not say it. */
export function groundWords(ground: ComparisonGround): string | null {
  switch (ground) {
    case 'interval':
      return null;
    case 'doesNotMatter':
      return 'any difference is too small to matter';
    case 'tooWide':
      return 'more samples would narrow it';
    case 'tooFew':
      return 'one value a side has no interval';
    case 'missing':
      return 'one side has no samples';
  }
}

export const guardrailVerdictNames: Readonly<Record<GuardrailVerdict, string>> = {
  allow: 'Allows',
  escalate: 'Escalates',
  block: 'Blocks',
  unknown: 'No samples',
};
