import { QueryClient } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import type { Channel, LocalizedText, Message, MyNotifications, TestResult } from '../../../lib/api';
import { around } from '../../../testing/around';
import { readingIn } from '../../../testing/reading-in';
import { messagesQuery } from '../api/messages';
import { myNotificationsQuery } from '../api/mine';
import { messageKindsQuery } from '../api/texts';
import { ChannelTrouble } from './channels-panel';
import { MessageLog } from './message-log';
import { MyNotificationsPanel } from './my-notifications-panel';
import { TestAnswer } from './test-answer';

const said = (what: string): LocalizedText => ({ en: `said of ${what}`, zh: `关于 ${what} 的说明` });
const AT = '2026-01-01T00:00:00.000Z';

const channel: Channel = {
  ...{ id: 'c', project: null, name: 'Robot', kind: 'webhook', host: 'x', hasSecret: true, recipients: [] },
  ...{
    language: 'en',
    isEnabled: true,
    quietHours: null,
    templates: [],
    health: 'failing',
    failingSince: AT,
  },
  ...{ disabledAt: null, lastSentAt: null, waiting: 1, revision: 1, changedBy: 'Ann', changedAt: AT },
  lastError: said('channel'),
};
const mine: MyNotifications = {
  ...{ email: 'a@x', isMailSet: true, isEnabled: true, language: 'en', quietHours: null, subscriptions: [] },
  ...{ disabledAt: null, revision: 1, lastError: said('mine') },
};
const message: Message = {
  ...{ id: '1', state: 'waiting', createdAt: AT, nextAt: AT, finishedAt: null, mergedWith: null },
  why: said('ended'),
  event: { id: '2', type: 'alert.fired', severity: 'info', at: AT, title: 'Told' },
  attempts: [{ at: AT, durationMs: 9, outcome: 'retry', status: null, answer: '', why: said('attempt') }],
};
const result: TestResult = {
  ...{ outcome: 'refused', status: null, answer: '', durationMs: 9 },
  why: said('test'),
};
const FILTER = { state: '', eventType: '' };

const PAGES: readonly (readonly [string, ReactElement, string])[] = [
  ['a channel', <ChannelTrouble channel={channel} />, 'channel'],
  ['a test', <TestAnswer result={result} />, 'test'],
  ['the log', <MessageLog channelId="c" filter={FILTER} onFilter={() => undefined} />, 'attempt'],
  ['a message that ended', <MessageLog channelId="c" filter={FILTER} onFilter={() => undefined} />, 'ended'],
  ['own messages', <MyNotificationsPanel projects={[]} />, 'mine'],
];

async function show(page: ReactElement, language: 'en' | 'zh'): Promise<void> {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  const log = { items: [message], nextCursor: null };
  cache.setQueryData(messagesQuery('c', FILTER).queryKey, { pages: [log], pageParams: [null] });
  cache.setQueryData(myNotificationsQuery.queryKey, mine);
  cache.setQueryData(messageKindsQuery.queryKey, { items: [] });
  cleanup();
  await readingIn(language, 'notifications');
  render(around(page, cache));
}

describe('what the console says of messages', () => {
  it.each(PAGES)('is shown with %s in the language of the reader', async (_, page, name) => {
    for (const language of ['en', 'zh'] as const) {
      await show(page, language);
      expect(screen.getByText(said(name)[language], { exact: false })).toBeTruthy();
    }
  });
});
