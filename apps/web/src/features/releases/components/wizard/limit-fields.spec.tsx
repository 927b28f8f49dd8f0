import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { EMPTY_RULES, type RulesState } from '../../model/rules-state';
import { LimitFields } from './limit-fields';
import { around } from '../../../../testing/around';
import { readingIn } from '../../../../testing/reading-in';

const DAY = 86_400;

beforeAll(() => readingIn('en', 'wizard'));
afterEach(cleanup);

it.each([
  [/^Must stay healthy/, { minReadySeconds: DAY }],
  [/^Time for one node/, { nodeDeadlineSeconds: 7 * DAY }],
])('leaves the longest time that the server takes as it is: %s', (label, part: Partial<RulesState>) => {
  const changes: Partial<RulesState>[] = [];
  render(
    around(
      <LimitFields
        state={{ ...EMPTY_RULES, ...part }}
        nodeLabels={[]}
        faults={[]}
        place={null}
        onChange={(change) => changes.push(change)}
      />,
    ),
  );
  const input = screen.getByLabelText(label);
  fireEvent.focus(input);
  fireEvent.blur(input);
  expect(changes).toEqual([]);
});
