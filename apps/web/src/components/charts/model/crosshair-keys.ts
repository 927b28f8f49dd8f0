const FAR = 10;

/** Where a key leads from a step; null for keys that are not of the crosshair. */
export function stepAfterKey(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  step: number,
  last: number,
): number | null {
  const within = (wanted: number): number => Math.min(last, Math.max(0, wanted));
  const far = shiftKey ? FAR : 1;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return within(step - far);
    case 'ArrowRight':
    case 'ArrowUp':
      return within(step + far);
    case 'PageDown':
      return within(step - FAR);
    case 'PageUp':
      return within(step + FAR);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
