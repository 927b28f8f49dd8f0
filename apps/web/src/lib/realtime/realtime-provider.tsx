import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { HIDDEN_POLL_INTERVAL_MS, POLL_INTERVAL_MS } from '../../config/settings';
import { createEventApplier } from './apply-event';
import { LiveConnection, type ConnectionState } from './live-connection';
import { isServerReachable, openSocket } from './open-socket';

const ConnectionContext = createContext<ConnectionState>({ kind: 'connecting' });

export const useConnection = (): ConnectionState => useContext(ConnectionContext);

export function RealtimeProvider({ children }: { readonly children: ReactNode }) {
  const cache = useQueryClient();
  const [state, setState] = useState<ConnectionState>({ kind: 'connecting' });
  const connection = useMemo(
    () =>
      new LiveConnection({
        openSocket,
        isReachable: isServerReachable,
        onEvent: createEventApplier(cache),
        onGap: () => void cache.invalidateQueries({ refetchType: 'active' }),
        onState: setState,
        random: Math.random,
        nowMs: Date.now,
      }),
    [cache],
  );

  useEffect(() => {
    connection.start();
    const retry = (): void => connection.retryNow();
    window.addEventListener('online', retry);
    return () => {
      window.removeEventListener('online', retry);
      connection.stop();
    };
  }, [connection]);

  // The same function at every render: a new one would start the wait for the next round anew.
  const retryNow = useCallback(() => connection.retryNow(), [connection]);
  usePollingWithout(state.kind === 'live' || state.kind === 'connecting', retryNow);
  return <ConnectionContext value={state}>{children}</ConnectionContext>;
}

/** Keeps what is on screen moving while there is no live line; slower while nobody looks. */
function usePollingWithout(isLive: boolean, onReturn: () => void): void {
  const cache = useQueryClient();
  useEffect(() => {
    const ask = (): void => void cache.invalidateQueries({ refetchType: 'active' });
    const intervalMs = (): number => (document.hidden ? HIDDEN_POLL_INTERVAL_MS : POLL_INTERVAL_MS);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = (): void => {
      ask();
      timer = setTimeout(tick, intervalMs());
    };
    if (!isLive) timer = setTimeout(tick, intervalMs());
    const returned = (): void => {
      if (document.hidden) return;
      ask();
      if (!isLive) onReturn();
    };
    document.addEventListener('visibilitychange', returned);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', returned);
    };
  }, [cache, isLive, onReturn]);
}
