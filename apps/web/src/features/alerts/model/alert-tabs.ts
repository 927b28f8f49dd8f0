export const TABS = ['firing', 'rules', 'silences', 'history'] as const;
export type AlertTab = (typeof TABS)[number];

export const tabOf = (text: string): AlertTab => TABS.find((tab) => tab === text) ?? 'firing';
