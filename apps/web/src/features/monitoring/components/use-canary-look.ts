import { useUrlFilters } from '../../../lib/navigation/use-url-filters';
import type { CanaryView } from '../model/difference';

const NAMES = ['view', 'former'] as const;
const SHOWN = 'shown';

/** How the panels of a release are shown, as its address says. */
export function useCanaryLook() {
  const { values, set } = useUrlFilters(NAMES);
  const view: CanaryView = values.view === 'difference' ? 'difference' : 'absolute';
  return {
    view,
    setView: (wanted: CanaryView) => set({ view: wanted === 'absolute' ? '' : wanted }),
    /** Whether the release before is shown too. */
    hasFormer: values.former === SHOWN,
    setFormer: (isWanted: boolean) => set({ former: isWanted ? SHOWN : '' }),
  } as const;
}

export type CanaryLook = ReturnType<typeof useCanaryLook>;
