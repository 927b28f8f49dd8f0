import type { ChannelKind } from '../notification-words.js';
import { DINGTALK } from './dingtalk.js';
import { FEISHU } from './feishu.js';
import { SLACK } from './slack.js';
import type { Vendor } from './vendor.js';
import { WEBHOOK } from './webhook.js';
import { WECOM } from './wecom.js';

export const VENDORS: Readonly<Record<Exclude<ChannelKind, 'email'>, Vendor>> = {
  dingtalk: DINGTALK,
  wecom: WECOM,
  feishu: FEISHU,
  slack: SLACK,
  webhook: WEBHOOK,
};
