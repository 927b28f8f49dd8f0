import type { ReactNode } from 'react';

export interface Column<T> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: T) => ReactNode;
  readonly width?: string;
  readonly isEnd?: boolean;
  /** How the value appears on a narrow card: as its heading, on a line of its own, or not at all. */
  readonly onCard?: 'title' | 'corner' | 'wide' | 'hidden';
}

export interface DataListProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  /** Rows on the server where it says; rows that are not loaded yet keep their place. */
  readonly total?: number | undefined;
  readonly hasMore?: boolean;
  readonly onNeedRow?: (index: number) => void;
  readonly isFetching?: boolean;
}
