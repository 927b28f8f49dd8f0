import type { LineLook } from './model/line-looks';

/** A piece of a line, as it is drawn in the panels. */
export function LineKey({ look }: { readonly look: LineLook }) {
  return (
    <svg width="22" height="8" aria-hidden style={{ flex: 'none' }}>
      <line
        x1="1"
        x2="21"
        y1="4"
        y2="4"
        stroke={look.color}
        strokeWidth={look.width + 0.5}
        strokeDasharray={look.dash}
      />
    </svg>
  );
}
