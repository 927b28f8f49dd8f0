import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { activateLanguage, setLanguage, withWords } from '../../../../lib/i18n';
import { EMPTY_RULES, type RulesState } from '../../model/rules-state';
import { LimitFields } from './limit-fields';

const DAY = 86_400;

beforeAll(async () => {
  setLanguage('en');
  await withWords(['wizard'], async () => undefined)();
  await activateLanguage('en');
});
afterEach(cleanup);

it.each([
  [/^Must stay healthy/, { minReadySeconds: DAY }],
  [/^Time for one node/, { nodeDeadlineSeconds: 7 * DAY }],
])('leaves the longest time that the server takes as it is: %s', (label, part: Partial<RulesState>) => {
  const changes: Partial<RulesState>[] = [];
  render(
    <MantineProvider>
      <I18nProvider i18n={i18n}>
        <LimitFields
          state={{ ...EMPTY_RULES, ...part }}
          nodeLabels={[]}
          faults={[]}
          place={null}
          onChange={(change) => changes.push(change)}
        />
      </I18nProvider>
    </MantineProvider>,
  );
  const input = screen.getByLabelText(label);
  fireEvent.focus(input);
  fireEvent.blur(input);
  expect(changes).toEqual([]);
});
