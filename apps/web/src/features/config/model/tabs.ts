export const FILE_TABS = ['draft', 'effective', 'history', 'instances'] as const;
export type FileTab = (typeof FILE_TABS)[number];

export const fileTabOf = (value: string): FileTab => FILE_TABS.find((tab) => tab === value) ?? 'draft';

export const LIST_TABS = ['files', 'secrets'] as const;
export type ListTab = (typeof LIST_TABS)[number];

export const listTabOf = (value: string): ListTab => LIST_TABS.find((tab) => tab === value) ?? 'files';
