import { cleanup, render, screen } from '@testing-library/react';
import type { ReleaseDraft, ReleasePreview } from '../../../../lib/api';
import { around } from '../../../../testing/around';
import { readingIn } from '../../../../testing/reading-in';
import { answerWith } from '../../../../testing/server';
import { aboutSeconds } from '../../model/about-seconds';
import { PreviewPanel } from './preview-panel';

type Expected = NonNullable<ReleasePreview['expected']>;
type Span = NonNullable<ReleasePreview['waves'][number]['expected']>;

const same = (en: string, zh = en) => ({ en, zh });
const span = (begins: number | null, peopleBefore = 0): Span => ({
  ...{ begins: begins === null ? null : { likelySeconds: begins, slowSeconds: 2 * begins }, ends: null },
  peopleBefore,
});
const expectedBy = (some: Partial<Expected> = {}): Expected => ({
  ...{ basis: 'measured', measuredNodes: 240, steps: [] },
  text: same('Measured on 240 nodes of earlier releases.', '依据此前发布中 240 个节点的实测。'),
  ends: { likelySeconds: 2_391, slowSeconds: 4_190 },
  ...{ waitsForPeople: 0, closedSeconds: 0, leavesOutClosed: false },
  ...some,
});

async function shown(expected: Expected | null, ...spans: readonly (Span | null)[]): Promise<void> {
  const preview = {
    ...{ nodeCount: 10, bytesTotal: 1, warnings: [], promotion: null, fromVersions: [], expected },
    ...{ approvalsRequired: 0, whoMayApprove: [] },
    waves: spans.map((each, index) => ({
      ...{ index, title: same(`Wave ${index + 1}`), size: 5, nodes: [], expected: each },
    })),
  } as Partial<ReleasePreview>;
  answerWith(() => preview);
  render(around(<PreviewPanel draft={{} as ReleaseDraft} />));
  await screen.findByText('10');
}

beforeEach(() => readingIn('en', 'wizard'));
afterEach(cleanup);

it('says how long it would take, what that rests on, and when each wave begins', async () => {
  await shown(expectedBy(), span(0), span(700));
  screen.getByText('40 min – 1 h 10 min');
  screen.getByText('Measured on 240 nodes of earlier releases.');
  screen.getByText('at once');
  screen.getByText('after about 12 min');
  expect(screen.queryByText(/wait/)).toBeNull();
});

it('names what is in no figure', async () => {
  const some = { waitsForPeople: 2, closedSeconds: 47_000, leavesOutClosed: true };
  await shown(expectedBy(some), span(0), span(700, 1), span(700, 2));
  screen.getByText('Plus 2 waits for people, however long that takes.');
  screen.getByText('13 h 5 min of it is waiting until freezes and hours let a wave begin.');
  screen.getByText('After a wait for a person, freezes and hours may come on top as well.');
  screen.getByText('after about 12 min and 1 wait for a person');
  screen.getByText('after about 12 min and 2 waits for people');
});

it('says one figure where both are the same, and none where there is none', async () => {
  await shown(expectedBy({ ends: { likelySeconds: 61, slowSeconds: 64 } }), span(0));
  screen.getByText('1 min');
  cleanup();
  await shown(expectedBy({ ends: null }), span(null));
  screen.getByText('Freezes or hours keep it closed, and no end of that is in sight.');
  expect(screen.queryByText('at once')).toBeNull();
  cleanup();
  await shown(null, null);
  expect(screen.queryByText(/expected to take/)).toBeNull();
});

it('says so in Chinese', async () => {
  await readingIn('zh', 'wizard');
  await shown(expectedBy({ waitsForPeople: 1 }), span(0), span(700), span(700, 1));
  screen.getByText('40 分 – 1 小时 10 分');
  screen.getByText('另需等待人工确认 1 次，时长不定。');
  screen.getByText('约 12 分后开始');
  screen.getByText('约 12 分并经人工确认 1 次后开始');
});

it.each([
  [0, 0],
  [0.2, 10],
  [14, 10],
  [119, 120],
  [125, 120],
  [3_570, 3_600],
  [3_900, 3_900],
  [86_399, 86_400],
  [100_000, 100_800],
])('%d s are about %d s', (seconds, about) => expect(aboutSeconds(seconds)).toBe(about));
