export interface CrosshairState {
  /** Null while nobody points at anything. */
  readonly atMs: number | null;
  /** The panel that is pointed at. */
  readonly panelId: string | null;
}

const NOWHERE: CrosshairState = { atMs: null, panelId: null };

/** The moment that is pointed at, for all panels; outside of React's state, so that only what shows it is drawn again. */
export class Crosshair {
  private state = NOWHERE;
  private readonly listeners = new Set<() => void>();

  readonly current = (): CrosshairState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  point(panelId: string, atMs: number): void {
    if (this.state.atMs === atMs && this.state.panelId === panelId) return;
    this.change({ atMs, panelId });
  }

  clear(): void {
    if (this.state !== NOWHERE) this.change(NOWHERE);
  }

  private change(state: CrosshairState): void {
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }
}
