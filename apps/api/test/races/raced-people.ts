/** The first one makes the releases; those after it may approve them. */
export const PEOPLE = ['ana', 'ben', 'cai', 'dan'] as const;
export type Who = (typeof PEOPLE)[number];
