import type { QueryClient } from '@tanstack/react-query';
import { queryKeys } from '../api/query-keys';
import { applyReleasePatch } from './apply-release-patch';
import { createAskAgain } from './ask-again';
import { createNodeRefresher } from './refresh-nodes';
import type { LiveEvent, ReleasePatch } from './messages';
import { throttlePerKey, throttleTrailing } from './throttle';

const DETAIL_INTERVAL_MS = 500;
const LIST_INTERVAL_MS = 1_500;
const FAILURES_INTERVAL_MS = 3_000;
const COMMIT_INTERVAL_MS = 250;

const KEYS = { alert: 'alerts', bin: 'bins', config: 'configs' } as const;

/** Turns events into cache writes: patches at most four times a second, questions to the server less often. */
export function createEventApplier(cache: QueryClient): (event: LiveEvent) => void {
  const pending = new Map<string, ReleasePatch>();
  const ask = createAskAgain(cache);
  const askRelease = throttlePerKey((id) => {
    ask(queryKeys.release(id));
    ask(queryKeys.releaseTargets(id));
    ask(queryKeys.releaseEvents(id));
    ask(queryKeys.releaseAnalysis(id));
    ask(queryKeys.releaseHaltProof(id));
  }, DETAIL_INTERVAL_MS);
  const askFailures = throttlePerKey((id) => ask(queryKeys.releaseFailures(id)), FAILURES_INTERVAL_MS);
  const askReleaseLists = throttleTrailing(() => {
    ask(queryKeys.releaseLists);
    // An emergency stop says itself through the releases that it halts.
    ask(queryKeys.emergencyStops);
  }, LIST_INTERVAL_MS);
  // Whoever looks at what waits must not decide what somebody else just did.
  const askApprovals = throttleTrailing(() => ask(queryKeys.approvals), DETAIL_INTERVAL_MS);
  const refreshNode = createNodeRefresher(cache);
  const askTopic = throttlePerKey((topic) => ask([topic]), LIST_INTERVAL_MS);

  const askProjects = throttleTrailing(() => {
    ask(queryKeys.projects);
    ask(queryKeys.freezes);
    // A freeze that was put up or lifted holds releases or lets them go.
    ask(queryKeys.releaseDetails);
    askReleaseLists();
  }, LIST_INTERVAL_MS);

  const commit = throttleTrailing(() => {
    for (const [id, patch] of pending) {
      applyReleasePatch(cache, id, patch);
      askRelease(id);
      askFailures(id);
    }
    pending.clear();
    askReleaseLists();
    askApprovals();
  }, COMMIT_INTERVAL_MS);

  return (event) => {
    if (event.topic === 'release') {
      pending.set(event.id, { ...pending.get(event.id), ...event.patch });
      return commit();
    }
    if (event.topic === 'node') return refreshNode(event.id);
    if (event.topic === 'project') return askProjects();
    askTopic(KEYS[event.topic]);
  };
}
