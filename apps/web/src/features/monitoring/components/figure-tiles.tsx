import type { Realtime } from '../../../lib/api';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { FIGURES, formatFigure, type FigureId } from '../model/figures';
import styles from './monitoring.module.css';

/** The newest figures, large. */
export function FigureTiles(props: { readonly realtime: Realtime; readonly figures: readonly FigureId[] }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <dl className={styles.tiles}>
      {props.figures.map((id) => (
        <div key={id} className={styles.tile} data-figure={id}>
          <dt>{t(FIGURES[id].short)}</dt>
          <dd>{formatFigure(id, props.realtime[id], language)}</dd>
        </div>
      ))}
    </dl>
  );
}
