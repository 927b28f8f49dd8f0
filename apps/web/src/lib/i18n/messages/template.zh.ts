import type { templateEn } from './template.en';

export const templateZh: Record<keyof typeof templateEn, string> = {
  'template.saveAsText': '把当前设置（含时段与停止条件）保存下来，供该项目以后的发布使用。',
  'template.needsName': '请填写名称。',
  'template.from': '来自模板',
  'template.fromChanged': '{name}（已修改）',
};
