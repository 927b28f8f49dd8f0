import type { Labels } from '../../../lib/api';

const LABEL = /^([A-Za-z0-9][A-Za-z0-9._/-]{0,62})=(.{1,100})$/;

export const labelTexts = (labels: Labels): string[] =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort();

export const isLabelText = (text: string): boolean => LABEL.test(text);

/** Later ones win, as when one line is typed over another. */
export const parseLabels = (texts: readonly string[]): Labels =>
  Object.fromEntries(
    texts.flatMap((text) => {
      const found = LABEL.exec(text.trim());
      return found?.[1] && found[2] ? [[found[1], found[2].trim()]] : [];
    }),
  );
