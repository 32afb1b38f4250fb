import { notifications } from '@mantine/notifications';

/** Copies a text that can be downloaded too, and says so; or says what to do where the browser does not allow it. */
export async function copyText(text: string, done: string, otherwise = 'Download it instead'): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notifications.show({ message: done });
  } catch {
    notifications.show({
      color: 'bad',
      role: 'alert',
      message: `The browser did not allow copying. ${otherwise}.`,
    });
  }
}
