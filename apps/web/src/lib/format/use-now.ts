import { useEffect, useState } from 'react';
import { serverNow } from './server-clock';

/** The server's clock, ticking as often as the page needs it. */
export function useNow(intervalMs: number): number {
  const [nowMs, setNowMs] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(serverNow()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return nowMs;
}
