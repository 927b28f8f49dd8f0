/** Where the plot lies in its panel, so that what is laid over it finds the same places. */
export const PLOT_BOX = { left: 54, right: 14, top: 18, bottom: 22 } as const;

export const PLOT_HEIGHT_PX = 184;

export const plotHeight = PLOT_HEIGHT_PX - PLOT_BOX.top - PLOT_BOX.bottom;

export const plotWidth = (panelWidthPx: number): number =>
  Math.max(1, panelWidthPx - PLOT_BOX.left - PLOT_BOX.right);
