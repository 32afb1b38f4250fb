import { ActionIcon, Tooltip } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';

import { deeper, type Depth } from './lineageSearch';
import classes from './LineageView.module.css';

interface DepthControlProps {
  readonly side: 'upstream' | 'downstream';
  readonly depth: Depth;
  readonly onChange: (depth: Depth) => void;
}

/** How many hops from the focus are shown on one side. */
export function DepthControl({ side, depth, onChange }: DepthControlProps) {
  const words = depth === 'all' ? 'all' : String(depth);
  return (
    <div className={classes.depth} role="group" aria-label={`Hops ${side}`}>
      <Tooltip label={`One hop fewer ${side}  [`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`One hop fewer ${side}`}
          disabled={depth === 0}
          onClick={() => onChange(deeper(depth, -1))}
        >
          <IconMinus size={13} />
        </ActionIcon>
      </Tooltip>
      <output className={classes.depthValue} aria-label={`${words} ${side}`}>
        {side === 'upstream' ? `◂ ${words}` : `${words} ▸`}
      </output>
      <Tooltip label={`One hop more ${side}  ]`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`One hop more ${side}`}
          disabled={depth === 'all'}
          onClick={() => onChange(deeper(depth, 1))}
        >
          <IconPlus size={13} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
