import { Button, Code, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';

import { usePageTitle } from '../shared/usePageTitle';

/** A bug stopped one view; the others go on. What was stored is untouched. */
export function RouteError({ error: thrown, reset }: ErrorComponentProps) {
  const router = useRouter();
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  usePageTitle('This view stopped');
  const report = `${error.name}: ${error.message}\n${error.stack ?? ''}`;
  const retry = (): void => {
    reset();
    void router.invalidate();
  };
  return (
    <Stack p="xl" gap="md" maw={720} role="alert">
      <Title order={1} size="h3">
        This view stopped
      </Title>
      <Text>
        A fault in Throughline stopped this view. Your data is stored and untouched, and the other views work.
        The fault says:
      </Text>
      <Code block style={{ whiteSpace: 'pre-wrap' }}>
        {error.message}
      </Code>
      <Group>
        <Button onClick={retry}>Try again</Button>
        <CopyButton value={report}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy the details'}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
