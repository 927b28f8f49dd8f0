import type { insightEn } from './insight.en';

export const insightZh: Record<keyof typeof insightEn, string> = {
  'action.after': '执行之后',
};
