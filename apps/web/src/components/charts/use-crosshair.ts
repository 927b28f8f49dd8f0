import { useState, useSyncExternalStore } from 'react';
import { Crosshair, type CrosshairState } from './model/crosshair';

export function useNewCrosshair(): Crosshair {
  return useState(() => new Crosshair())[0];
}

export const useCrosshair = (crosshair: Crosshair): CrosshairState =>
  useSyncExternalStore(crosshair.subscribe, crosshair.current);
