import { byProject, CONFIGURE, everybody, of, somewhere, type AccessRow } from './access-rows.js';

export const NOTIFICATION_ACCESS: readonly AccessRow[] = [
  somewhere(CONFIGURE)('GET /notification-channels', [], { probe: byProject }),
  somewhere(CONFIGURE)('POST /notification-channels', [], {
    probe: {
      body: ({ project: projectId }) => ({
        projectId,
        name: 'planted',
        kind: 'slack',
        url: 'https://hooks.example.com/x',
      }),
    },
  }),
  of(CONFIGURE, 'GET /notification-channels/:id', ['channel']),
  of(CONFIGURE, 'PUT /notification-channels/:id', ['channel']),
  of(CONFIGURE, 'DELETE /notification-channels/:id', ['channel']),
  of(CONFIGURE, 'GET /notification-channels/:id/subscriptions', ['channel']),
  of(CONFIGURE, 'PUT /notification-channels/:id/subscriptions', ['channel']),
  of(CONFIGURE, 'POST /notification-channels/:id/test', ['channel']),
  of(CONFIGURE, 'GET /notification-channels/:id/deliveries', ['channel']),
  of(CONFIGURE, 'POST /notification-channels/:id/deliveries/redeliver', ['channel']),
  everybody('GET /me/notifications'),
  everybody('PUT /me/notifications'),
  everybody('POST /me/notifications/test'),
  everybody('GET /notification-templates'),
  everybody('POST /notification-templates/preview'),
];
