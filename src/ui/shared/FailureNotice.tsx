import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { describeFailure } from '../../operations/core/describeFailure';
import type { OperationFailure } from '../../operations/core/outcome';

interface FailureNoticeProps {
  readonly title: string;
  readonly failure: OperationFailure;
  readonly actions?: ReactNode;
}

/** Why something could not be done, where it would have stood. */
export function FailureNotice({ title, failure, actions }: FailureNoticeProps) {
  return (
    <Alert color="bad" variant="light" icon={<IconAlertTriangle size={18} />} title={title}>
      {describeFailure(failure)}
      {actions}
    </Alert>
  );
}
