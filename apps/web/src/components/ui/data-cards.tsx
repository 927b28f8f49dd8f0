import styles from './data-table.module.css';
import type { DataListProps } from './data-list-types';
import type { useVirtualRows } from './use-virtual-rows';

type Props<T> = DataListProps<T> & { readonly list: ReturnType<typeof useVirtualRows<T>> };

export function DataCards<T>(props: Props<T>) {
  const { label, list, rows, rowKey } = props;
  return (
    <ul className={styles.cards} aria-label={label}>
      {list.beforePx > 0 && <li aria-hidden style={{ height: list.beforePx }} />}
      {list.items.map((item) => {
        const row = rows[item.index];
        return (
          <li
            key={row === undefined ? item.key : rowKey(row)}
            ref={list.measure}
            data-index={item.index}
            className={styles.card}
          >
            {row === undefined ? <span className={styles.ghost} /> : <Card {...props} row={row} />}
          </li>
        );
      })}
      {list.afterPx > 0 && <li aria-hidden style={{ height: list.afterPx }} />}
    </ul>
  );
}

function Card<T>({ columns, row }: Props<T> & { readonly row: T }) {
  const titles = columns.filter((column) => column.onCard === 'title');
  const corners = columns.filter((column) => column.onCard === 'corner');
  const facts = columns.filter((column) => column.onCard === undefined || column.onCard === 'wide');
  return (
    <>
      <div style={{ display: 'flex', justifyContent: 'space-between', gap: '0.75rem' }}>
        <div className={styles.cardTitle}>{titles.map((column) => column.cell(row))}</div>
        <div className={styles.cardCorner}>{corners.map((column) => column.cell(row))}</div>
      </div>
      <dl className={styles.facts}>
        {facts.map((column) => (
          <div key={column.id} className={column.onCard === 'wide' ? styles.wide : undefined}>
            {column.onCard !== 'wide' && <dt>{column.header}</dt>}
            <dd>{column.cell(row)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
