import { Skeleton, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';

interface SlowSkeletonProps {
  readonly lines?: number;
  readonly height?: number;
}

/** A skeleton that shows only where loading takes longer than 200 ms: what is quick should not flash. */
export function SlowSkeleton({ lines = 6, height = 20 }: SlowSkeletonProps) {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Stack
      gap="sm"
      p="md"
      aria-busy="true"
      aria-label="Loading"
      role="status"
      style={{ minHeight: lines * (height + 12) }}
    >
      {isSlow &&
        Array.from({ length: lines }, (_, line) => <Skeleton key={line} height={height} radius="sm" />)}
    </Stack>
  );
}
