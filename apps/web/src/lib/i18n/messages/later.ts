import type { Language } from '../../api';
import type { accountEn } from './account.en';
import type { alertsEn } from './alerts.en';
import type { auditEn } from './audit.en';
import type { ciEn } from './ci.en';
import type { compareEn } from './compare.en';
import type { configChangeEn } from './config-change.en';
import type { configEn } from './config.en';
import type { FirstKey } from './en';
import type { enrolEn } from './enrol.en';
import type { freezesEn } from './freezes.en';
import type { monitoringEn } from './monitoring.en';
import type { nodeErrorEn } from './node-error.en';
import type { notificationsEn } from './notifications.en';
import type { tokenEn } from './token.en';
import type { uploadEn } from './upload.en';
import type { wizardEn } from './wizard.en';

export type MessageKey =
  | FirstKey
  | keyof typeof accountEn
  | keyof typeof alertsEn
  | keyof typeof auditEn
  | keyof typeof ciEn
  | keyof typeof compareEn
  | keyof typeof configChangeEn
  | keyof typeof configEn
  | keyof typeof enrolEn
  | keyof typeof freezesEn
  | keyof typeof monitoringEn
  | keyof typeof nodeErrorEn
  | keyof typeof notificationsEn
  | keyof typeof tokenEn
  | keyof typeof uploadEn
  | keyof typeof wizardEn;

type Words = Readonly<Partial<Record<MessageKey, string>>>;

/** Words of parts that the first pages do without: loaded with the code of the pages that show them. */
export const LATER = {
  account: {
    en: async (): Promise<Words> => (await import('./account.en')).accountEn,
    zh: async (): Promise<Words> => (await import('./account.zh')).accountZh,
  },
  alerts: {
    en: async (): Promise<Words> => (await import('./alerts.en')).alertsEn,
    zh: async (): Promise<Words> => (await import('./alerts.zh')).alertsZh,
  },
  audit: {
    en: async (): Promise<Words> => (await import('./audit.en')).auditEn,
    zh: async (): Promise<Words> => (await import('./audit.zh')).auditZh,
  },
  compare: {
    en: async (): Promise<Words> => (await import('./compare.en')).compareEn,
    zh: async (): Promise<Words> => (await import('./compare.zh')).compareZh,
  },
  ci: {
    en: async (): Promise<Words> => (await import('./ci.en')).ciEn,
    zh: async (): Promise<Words> => (await import('./ci.zh')).ciZh,
  },
  config: {
    en: async (): Promise<Words> => (await import('./config.en')).configEn,
    zh: async (): Promise<Words> => (await import('./config.zh')).configZh,
  },
  configChange: {
    en: async (): Promise<Words> => (await import('./config-change.en')).configChangeEn,
    zh: async (): Promise<Words> => (await import('./config-change.zh')).configChangeZh,
  },
  monitoring: {
    en: async (): Promise<Words> => (await import('./monitoring.en')).monitoringEn,
    zh: async (): Promise<Words> => (await import('./monitoring.zh')).monitoringZh,
  },
  nodeError: {
    en: async (): Promise<Words> => (await import('./node-error.en')).nodeErrorEn,
    zh: async (): Promise<Words> => (await import('./node-error.zh')).nodeErrorZh,
  },
  enrol: {
    en: async (): Promise<Words> => (await import('./enrol.en')).enrolEn,
    zh: async (): Promise<Words> => (await import('./enrol.zh')).enrolZh,
  },
  freezes: {
    en: async (): Promise<Words> => (await import('./freezes.en')).freezesEn,
    zh: async (): Promise<Words> => (await import('./freezes.zh')).freezesZh,
  },
  upload: {
    en: async (): Promise<Words> => (await import('./upload.en')).uploadEn,
    zh: async (): Promise<Words> => (await import('./upload.zh')).uploadZh,
  },
  token: {
    en: async (): Promise<Words> => (await import('./token.en')).tokenEn,
    zh: async (): Promise<Words> => (await import('./token.zh')).tokenZh,
  },
  notifications: {
    en: async (): Promise<Words> => (await import('./notifications.en')).notificationsEn,
    zh: async (): Promise<Words> => (await import('./notifications.zh')).notificationsZh,
  },
  wizard: {
    en: async (): Promise<Words> => (await import('./wizard.en')).wizardEn,
    zh: async (): Promise<Words> => (await import('./wizard.zh')).wizardZh,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, () => Promise<Words>>>>>;

export type Part = keyof typeof LATER;
