import {
  IconArrowRight,
  IconCircleCheck,
  IconCircleDashed,
  IconCirclePlus,
  IconCircleX,
  IconEyeOff,
  IconPencil,
  type Icon,
} from '@tabler/icons-react';

import type { CheckOutcome } from '../../operations/taking/checkOutcomes';

/** What each outcome is called and looks like; never by colour alone. */
export const outcomeMarks: Readonly<
  Record<CheckOutcome, { readonly word: string; readonly icon: Icon; readonly colour: string }>
> = {
  modified: { word: 'Modified', icon: IconPencil, colour: 'var(--tl-bad-text)' },
  missing: { word: 'Missing', icon: IconCircleX, colour: 'var(--tl-bad-text)' },
  moved: { word: 'Moved', icon: IconArrowRight, colour: 'var(--tl-moderate-text)' },
  new: { word: 'New', icon: IconCirclePlus, colour: 'var(--tl-moderate-text)' },
  unread: { word: 'Unreadable', icon: IconCircleDashed, colour: 'var(--tl-bad-text)' },
  unchecked: { word: 'Not looked at', icon: IconEyeOff, colour: 'var(--tl-quiet)' },
  unchanged: { word: 'Unchanged', icon: IconCircleCheck, colour: 'var(--tl-good-text)' },
};
