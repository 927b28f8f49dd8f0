import { compileMessage } from '@lingui/message-utils/compileMessage';
import { accountEn } from './messages/account.en';
import { accountZh } from './messages/account.zh';
import { alertsEn } from './messages/alerts.en';
import { alertsZh } from './messages/alerts.zh';
import { auditEn } from './messages/audit.en';
import { auditZh } from './messages/audit.zh';
import { ciEn } from './messages/ci.en';
import { ciZh } from './messages/ci.zh';
import { compareEn } from './messages/compare.en';
import { compareZh } from './messages/compare.zh';
import { configEn } from './messages/config.en';
import { configZh } from './messages/config.zh';
import { en as firstEn } from './messages/en';
import type { MessageKey } from './messages/later';
import { freezesEn } from './messages/freezes.en';
import { freezesZh } from './messages/freezes.zh';
import { monitoringEn } from './messages/monitoring.en';
import { monitoringZh } from './messages/monitoring.zh';
import { nodeErrorEn } from './messages/node-error.en';
import { nodeErrorZh } from './messages/node-error.zh';
import { notificationsEn } from './messages/notifications.en';
import { notificationsZh } from './messages/notifications.zh';
import { tokenEn } from './messages/token.en';
import { tokenZh } from './messages/token.zh';
import { enrolEn } from './messages/enrol.en';
import { enrolZh } from './messages/enrol.zh';
import { uploadEn } from './messages/upload.en';
import { uploadZh } from './messages/upload.zh';
import { wizardEn } from './messages/wizard.en';
import { wizardZh } from './messages/wizard.zh';
import { zh as firstZh } from './messages/zh';

const en = {
  ...firstEn,
  ...accountEn,
  ...alertsEn,
  ...auditEn,
  ...ciEn,
  ...compareEn,
  ...configEn,
  ...freezesEn,
  ...monitoringEn,
  ...nodeErrorEn,
  ...notificationsEn,
  ...tokenEn,
  ...enrolEn,
  ...uploadEn,
  ...wizardEn,
};
const zh = {
  ...firstZh,
  ...accountZh,
  ...alertsZh,
  ...auditZh,
  ...ciZh,
  ...compareZh,
  ...configZh,
  ...freezesZh,
  ...monitoringZh,
  ...nodeErrorZh,
  ...notificationsZh,
  ...tokenZh,
  ...enrolZh,
  ...uploadZh,
  ...wizardZh,
};
const keys = Object.keys(en) as MessageKey[];

/** Names of the values that a message takes, at any depth of its plurals. */
function valuesOf(message: unknown, found = new Set<string>()): Set<string> {
  if (!Array.isArray(message)) return found;
  for (const part of message as unknown[]) {
    if (!Array.isArray(part)) continue;
    found.add(String(part[0]));
    const options: unknown = part[2];
    if (typeof options === 'object' && options !== null)
      Object.values(options).forEach((option) => valuesOf(option, found));
  }
  found.delete('#');
  return found;
}

it('has the same keys in both languages', () => expect(Object.keys(zh).sort()).toEqual([...keys].sort()));

it.each(keys)('%s says the same things in both languages', (key) => {
  expect(zh[key].trim()).not.toBe('');
  const inEnglish = valuesOf(compileMessage(en[key]));
  const inChinese = valuesOf(compileMessage(zh[key]));
  expect([...inChinese].sort()).toEqual([...inEnglish].sort());
});

it('uses full-width punctuation in Chinese sentences', () => {
  const halfWidth = keys.filter((key) => /[\u4e00-\u9fff][,;:?!](\s|$)/.test(zh[key]));
  expect(halfWidth).toEqual([]);
});
