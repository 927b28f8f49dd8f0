import { isUnfinished, type Books, type ReleaseBook } from './books.js';

/** What a plan may be besides being of one strategy; each must have been carried out often enough. */
export const PLAN_KINDS = [
  ...['rolling', 'canary', 'blue-green', 'several_bins', 'label_waves', 'select', 'hours', 'side_by_side'],
  ...['wave_pause', 'way_back', 'analysis', 'wave_analysis', 'judged_pause'],
  ...['swap:by_hand', 'swap:automatic', 'side-by-side:by_hand', 'side-by-side:automatic'],
  ...['group_cap', 'stratified', 'takes_joiners'],
] as const;

export function kindsOf(books: Books, book: ReleaseBook): readonly string[] {
  const { bins, strategy, hours, maxUnavailablePerPop, lateJoiners } = book.plan;
  const kinds: string[] = [strategy.type];
  if (bins.length > 1) kinds.push('several_bins');
  if (strategy.type === 'rolling' && strategy.waves.length > 0) kinds.push('label_waves');
  if (strategy.type === 'rolling' && strategy.pause !== null) kinds.push('wave_pause');
  if (strategy.type === 'canary' && strategy.steps.some((step) => 'select' in step)) kinds.push('select');
  if (strategy.type === 'canary' && strategy.stratifyBy.length > 0) kinds.push('stratified');
  if (strategy.type === 'blue-green')
    kinds.push(`${strategy.mode}:${strategy.isAutomatic ? 'automatic' : 'by_hand'}`);
  if (maxUnavailablePerPop !== null) kinds.push('group_cap');
  if (lateJoiners === 'last_wave') kinds.push('takes_joiners');
  if (hours !== null) kinds.push('hours');
  kinds.push(...judgedKinds(book));
  if (book.isWayBack) kinds.push('way_back');
  const others = [...books.releases.values()].filter((other) => other !== book);
  if (others.some((other) => isUnfinished(other))) kinds.push('side_by_side');
  return kinds;
}

function judgedKinds({ plan: { strategy, checks }, steps }: ReleaseBook): readonly string[] {
  if (checks.length === 0) return [];
  const kinds = new Set(steps.map(({ kind }) => kind));
  if (!kinds.has('analysis')) return kinds.has('pause') ? ['judged_pause'] : [];
  return [strategy.type === 'rolling' ? 'wave_analysis' : 'analysis'];
}
