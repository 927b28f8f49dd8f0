import type { FuzzStage } from './fuzz-stage.js';
import { api, fresh, type Make } from './recipe.js';

const CHANNEL = '/api/v1/notification-channels';
const QUIET = { timeZone: 'Asia/Shanghai', days: [1, 7], from: '22:00', to: '08:00', isCriticalTold: true };
const TEXT = { eventType: 'release.paused', title: '{{event}}', body: '{{detail}} {{link}}' };

/** Channels: which fields go together depends on their kind, so nobody draws one by chance. Nothing is at their addresses. */
export const PREPARED_NOTIFICATIONS: Readonly<Record<string, Make>> = {
  [`POST ${CHANNEL}`]: (chance, stage) => ({ as: 'admin', json: channel(stage, fresh(chance)) }),
  [`GET ${CHANNEL}/{id}`]: async (chance, stage) => ({ as: 'admin', path: await at(stage, fresh(chance)) }),
  [`PUT ${CHANNEL}/{id}`]: async (chance, stage) => ({
    as: 'admin',
    path: await at(stage, fresh(chance)),
    json: channel(stage, fresh(chance)),
  }),
  [`DELETE ${CHANNEL}/{id}`]: async (chance, stage) => ({
    as: 'admin',
    path: await at(stage, fresh(chance)),
  }),
  [`GET ${CHANNEL}/{id}/subscriptions`]: async (chance, stage) => ({
    as: 'admin',
    path: await at(stage, fresh(chance), '/subscriptions'),
  }),
  [`PUT ${CHANNEL}/{id}/subscriptions`]: async (chance, stage) => ({
    as: 'admin',
    path: await at(stage, fresh(chance), '/subscriptions'),
    json: { items: [{ leastSeverity: chance.pick(['critical', 'warning', 'info']) }] },
  }),
  [`POST ${CHANNEL}/{id}/test`]: async (chance, stage) => ({
    as: 'admin',
    path: await at(stage, fresh(chance), '/test'),
  }),
  [`GET ${CHANNEL}/{id}/deliveries`]: async (chance, stage) => ({
    as: 'admin',
    path: await at(stage, fresh(chance), '/deliveries'),
  }),
  [`POST ${CHANNEL}/{id}/deliveries/redeliver`]: async (chance, stage) => ({
    as: 'admin',
    path: await at(stage, fresh(chance), '/deliveries/redeliver'),
    json: { deliveryIds: ['1'] },
  }),
  'PUT /api/v1/me/notifications': () => ({
    as: 'viewer',
    json: { isEnabled: true, language: 'zh', quietHours: QUIET, subscriptions: [{}] },
  }),
  'POST /api/v1/notification-templates/preview': (chance) => ({
    as: 'viewer',
    json: { ...TEXT, kind: chance.pick(['dingtalk', 'wecom', 'feishu', 'slack']), language: 'en' },
  }),
};

function channel({ projectId }: FuzzStage, name: string): object {
  return {
    projectId,
    name: `channel ${name}`,
    kind: 'feishu',
    url: 'http://127.0.0.1:9/hook',
    secret: 'a secret',
    quietHours: QUIET,
    templates: [TEXT],
  };
}

/** The first that there is: a project may only have so many. */
async function at(stage: FuzzStage, name: string, rest = ''): Promise<string> {
  const { admin, projectId } = stage;
  await admin.try('POST', '/notification-channels', channel(stage, name));
  const { items } = await admin.ask<{ items: readonly { id: string }[] }>(
    'GET',
    `/notification-channels?projectId=${projectId}&kind=feishu`,
  );
  return api(`/notification-channels/${items[0]?.id ?? 'none'}${rest}`);
}
