import { QueryClient } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import type { Channel, MyNotifications } from '../../../lib/api';
import { around } from '../../../testing/around';
import { readingIn } from '../../../testing/reading-in';
import { answerWith, type Asked } from '../../../testing/server';
import { myNotificationsQuery } from '../api/mine';
import { messageKindsQuery } from '../api/texts';
import { ChannelForm } from './channel-form';
import { MyNotificationsPanel } from './my-notifications-panel';

const AT = '2026-01-01T00:00:00.000Z';

const channel: Channel = {
  ...{ id: 'c', project: null, name: 'Robot', kind: 'slack', host: 'x', hasSecret: false, recipients: [] },
  ...{ language: 'en', isEnabled: true, quietHours: null, templates: [], health: 'good', failingSince: null },
  ...{ disabledAt: null, lastSentAt: null, waiting: 0, revision: 1, changedBy: 'Ann', changedAt: AT },
  lastError: null,
};
const mine: MyNotifications = {
  ...{ email: 'a@x', isMailSet: true, isEnabled: true, language: 'en', quietHours: null, subscriptions: [] },
  ...{ disabledAt: null, revision: 0, lastError: null },
};

/** What the server has, and what it was sent. */
let server: MyNotifications;
let sent: { readonly path: string; readonly body: Readonly<Record<string, unknown>> }[];
let cache: QueryClient;

function answer({ path, method, body }: Asked): unknown {
  if (method === 'PUT') sent.push({ path, body: body as Record<string, unknown> });
  if (path.endsWith('/me/notifications/test')) {
    if (server.revision === 0) server = { ...server, revision: 1 };
    return { outcome: 'sent', status: 250, answer: '', why: null, durationMs: 1 };
  }
  if (path.endsWith('/me/notifications') && method === 'PUT')
    server = { ...server, ...(body as Partial<MyNotifications>), revision: server.revision + 1 };
  return path.endsWith('/me/notifications') ? server : channel;
}

beforeAll(() => readingIn('en', 'notifications'));
beforeEach(() => {
  cleanup();
  [server, sent] = [mine, []];
  cache = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  cache.setQueryData(myNotificationsQuery.queryKey, mine);
  cache.setQueryData(messageKindsQuery.queryKey, { items: [] });
  answerWith(answer);
});

const click = (name: string): boolean => fireEvent.click(screen.getByRole('button', { name }));
const switchOf = (): HTMLInputElement => screen.getByRole('switch', { name: /^Send me e-mails/ });
const isSwitchedOn = (): boolean => switchOf().checked;

/** Those who look at it hear of it a moment later. */
const changedElsewhere = (now: MyNotifications): Promise<void> =>
  act(async () => {
    cache.setQueryData(myNotificationsQuery.queryKey, now);
    await new Promise((resolve) => setTimeout(resolve, 10));
  });

describe('what is saved answers what was seen', () => {
  it('of own messages after a test, which makes their channel, with what was changed before it', async () => {
    render(around(<MyNotificationsPanel projects={[]} />, cache));
    fireEvent.click(switchOf());
    click('Send me a test');
    await waitFor(() =>
      expect(cache.getQueryData<MyNotifications>(myNotificationsQuery.queryKey)?.revision).toBe(1),
    );
    expect(isSwitchedOn()).toBe(false);
    click('Save notifications');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ isEnabled: false, expectedRevision: 1 });
    await waitFor(() => expect(server).toMatchObject({ isEnabled: false, revision: 2 }));
  });

  it('of own messages that were changed elsewhere meanwhile: it is refused, and not overwritten', async () => {
    render(around(<MyNotificationsPanel projects={[]} />, cache));
    fireEvent.click(switchOf());
    await changedElsewhere({ ...mine, language: 'zh', revision: 1 });
    expect(isSwitchedOn()).toBe(false);
    click('Save notifications');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ expectedRevision: 0 });
  });

  it('of own messages: what was changed elsewhere is shown while nothing is changed here', async () => {
    render(around(<MyNotificationsPanel projects={[]} />, cache));
    await changedElsewhere({ ...mine, isEnabled: false, revision: 1 });
    expect(isSwitchedOn()).toBe(false);
  });

  it('of a channel that another admin saved while its form was open', async () => {
    const form = (now: Channel): ReactElement =>
      around(
        <ChannelForm channel={now} projects={[]} projectId="" mayBeEverywhere onDone={() => undefined} />,
        cache,
      );
    const { rerender } = render(form(channel));
    rerender(form({ ...channel, name: 'By another', revision: 2 }));
    click('Save');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ name: 'Robot', expectedRevision: 1 });
  });
});
