import { registerDecorator } from 'class-validator';

const KEY = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,62}$/;
/** No control characters and no half surrogate pairs: neither can be stored or shown. */
const VALUE = /^[^\p{Cc}\p{Cs}]{1,200}$/u;
const MAX_LABELS = 50;

export const LABEL_RULE = `labels have up to ${MAX_LABELS} keys of letters, digits and . _ / -, and values of 1 to 200 visible characters`;
export const LABEL_RULE_ZH = `标签最多 ${MAX_LABELS} 个键，可用字母、数字和 . _ / -，值为 1 到 200 个可见字符`;

export function areLabels(value: unknown): value is Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MAX_LABELS &&
    entries.every(([key, text]) => KEY.test(key) && typeof text === 'string' && VALUE.test(text))
  );
}

export function IsLabels(): PropertyDecorator {
  return (target, propertyKey) =>
    registerDecorator({
      name: 'isLabels',
      target: target.constructor,
      propertyName: String(propertyKey),
      validator: { validate: areLabels, defaultMessage: () => LABEL_RULE },
    });
}
