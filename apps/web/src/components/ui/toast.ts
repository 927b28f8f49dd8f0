import { notifications } from '@mantine/notifications';

/** Only for what you did yourself and what worked. Failures stay on the page, where they happened. */
export const toastDone = (message: string): void => {
  notifications.show({ message, color: 'green', autoClose: 5_000, withBorder: true });
};
