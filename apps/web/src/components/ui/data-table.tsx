import { useRef } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import styles from './data-table.module.css';
import { DataCards } from './data-cards';
import { useListKeys } from './use-list-keys';
import { useVirtualRows } from './use-virtual-rows';
import type { DataListProps } from './data-list-types';

const ROW_HEIGHT_PX = 45;
const CARD_HEIGHT_PX = 132;
const NARROW = '(max-width: 48em)';

/** Any number of rows: only what is in view exists. A real table on wide screens, cards on narrow ones. */
export function DataTable<T>(props: DataListProps<T>) {
  const isNarrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false }) ?? false;
  const boxRef = useRef<HTMLDivElement>(null);
  const list = useVirtualRows(props, boxRef, isNarrow ? CARD_HEIGHT_PX : ROW_HEIGHT_PX);
  useListKeys(boxRef, list);
  return (
    <div ref={boxRef} className={styles.wrap} aria-busy={props.isFetching ?? false}>
      {props.isFetching && <span className={styles.progress} aria-hidden />}
      {isNarrow ? <DataCards {...props} list={list} /> : <Rows {...props} list={list} />}
    </div>
  );
}

function Rows<T>(props: DataListProps<T> & { readonly list: ReturnType<typeof useVirtualRows<T>> }) {
  const { columns, rows, rowKey, label, list } = props;
  return (
    <table className={styles.table} aria-label={label} aria-rowcount={list.count + 1}>
      <colgroup>
        {columns.map((column) => (
          <col key={column.id} style={column.width ? { width: column.width } : undefined} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={column.isEnd ? styles.end : undefined}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <Spacer heightPx={list.beforePx} columns={columns.length} />
        {list.items.map((item) => {
          const row = rows[item.index];
          return (
            <tr
              key={row === undefined ? item.key : rowKey(row)}
              ref={list.measure}
              data-index={item.index}
              aria-rowindex={item.index + 2}
              className={styles.row}
            >
              {columns.map((column) => (
                <td key={column.id} className={column.isEnd ? styles.end : undefined}>
                  {row === undefined ? <span className={styles.ghost} /> : column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
        <Spacer heightPx={list.afterPx} columns={columns.length} />
      </tbody>
    </table>
  );
}

function Spacer(props: { readonly heightPx: number; readonly columns: number }) {
  if (props.heightPx <= 0) return null;
  return (
    <tr className={styles.spacer} aria-hidden>
      <td colSpan={props.columns} style={{ height: props.heightPx }} />
    </tr>
  );
}
