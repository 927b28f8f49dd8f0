import { DomainError } from '../platform/http/index.js';

export const MOST_CHANNELS = 100;

export const channelNameTaken = (): DomainError =>
  new DomainError('conflict', 'CHANNEL_NAME_TAKEN', {
    en: 'There is already a channel with this name. Choose another.',
    zh: '已有同名渠道，请换一个名称。',
  });

export const tooManyChannels = (): DomainError =>
  new DomainError(
    'conflict',
    'TOO_MANY_CHANNELS',
    {
      en: `A project has at most ${MOST_CHANNELS} channels. Delete one that nobody needs.`,
      zh: `每个项目最多 ${MOST_CHANNELS} 个渠道，请删除不再需要的渠道。`,
    },
    { facts: { most: MOST_CHANNELS } },
  );

export const staleChannel = (revision: number): DomainError =>
  new DomainError(
    'conflict',
    'STALE_REVISION',
    {
      en: 'Somebody else changed this meanwhile. Read it again and repeat your change.',
      zh: '期间有人修改过，请重新查看后再更改。',
    },
    { facts: { revision } },
  );

export const archivedProject = (): DomainError =>
  new DomainError('conflict', 'PROJECT_ARCHIVED', {
    en: 'This project is archived. Restore it first.',
    zh: '项目已归档，请先恢复。',
  });

export const leftAlone = (retryAfterSeconds: number): DomainError =>
  new DomainError(
    'too_many',
    'CHANNEL_BUSY',
    {
      en: `The other side asks not to be written to for another ${retryAfterSeconds} s. Try again then.`,
      zh: `对方要求在 ${retryAfterSeconds} 秒内不再发送，请届时重试。`,
    },
    { facts: { retryAfterSeconds } },
  );

export const channelBusy = (retryAfterSeconds: number): DomainError =>
  new DomainError(
    'too_many',
    'CHANNEL_BUSY',
    {
      en: `Its robot may not be asked more often. Try again in ${retryAfterSeconds} s.`,
      zh: `对机器人的请求过于频繁，请在 ${retryAfterSeconds} 秒后重试。`,
    },
    { facts: { retryAfterSeconds } },
  );
