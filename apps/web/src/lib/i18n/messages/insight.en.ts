export const insightEn = {
  'action.after': 'Right after',
} as const;
