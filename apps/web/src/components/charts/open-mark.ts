import { createContext } from 'react';
import type { ChartMark } from './model/mark-clusters';

/** Leads to what a mark is about; null where there is nothing to be led to. */
export const OpenMark = createContext<((mark: ChartMark) => void) | null>(null);
