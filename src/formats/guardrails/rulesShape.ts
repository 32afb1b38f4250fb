import { z } from '../../lib/zod';
import { guardrailActions, guardrailComparisons } from '../../gates/guardrail';

/** The rules of a guardrail's decision table, in a file of them and in a bundle. */
export const rulesShape = z.array(
  z.object({
    comparison: z.enum(guardrailComparisons),
    threshold: z.number(),
    action: z.enum(guardrailActions),
  }),
);
