import { useRef, useState } from 'react';

/** One request at a time, of which no cache keeps what was sent or what came: it may be secret. */
export function useAsk<Args extends readonly unknown[], Answer>(work: (...args: Args) => Promise<Answer>) {
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly error: unknown }>(IDLE);
  // A double click comes before the next render.
  const isRunning = useRef(false);
  const run = async (...args: Args): Promise<Answer | undefined> => {
    if (isRunning.current) return undefined;
    isRunning.current = true;
    setState({ isBusy: true, error: null });
    try {
      const answer = await work(...args);
      setState(IDLE);
      return answer;
    } catch (error) {
      setState({ isBusy: false, error });
      return undefined;
    } finally {
      isRunning.current = false;
    }
  };
  return { ...state, run, forget: () => setState(IDLE) } as const;
}

const IDLE = { isBusy: false, error: null };
