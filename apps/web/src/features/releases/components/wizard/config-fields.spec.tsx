import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import type { ChosenBin } from '../../model/released-bins';
import { changedBy, EMPTY_WIZARD, type WizardState } from '../../model/wizard-state';
import { ConfigFields } from './config-fields';
import type { WizardSources } from './wizard-context';
import { around } from '../../../../testing/around';
import { readingIn } from '../../../../testing/reading-in';

const FILES = ['app.yaml', 'db.yaml'];
const START = { ...EMPTY_WIZARD, environmentId: 'e1', bin: 'pay-api', version: '2.0' };

let made: Map<string, (bin: ChosenBin) => void>;
let shown: WizardState;
let change: (part: Partial<WizardState>) => void;

function Form() {
  const [state, setState] = useState<WizardState>(START);
  shown = state;
  change = (part) => setState((now) => changedBy(now, part));
  const sources = {
    configs: FILES.map((name) => ({ fileId: name, name, bin: name, renderChange: () => null })),
    makeConfigVersion: (fileId: string) =>
      new Promise<ChosenBin>((resolve) => {
        made.set(fileId, resolve);
      }),
  } as Partial<WizardSources> as WizardSources;
  return (
    <ConfigFields
      state={state}
      sources={sources}
      faults={[]}
      onChange={(part) => setState((now) => changedBy(now, part))}
    />
  );
}

const isMade = (name: string): Promise<void> =>
  act(async () => made.get(name)?.({ bin: name, version: `1 of ${name}` }));

beforeAll(() => readingIn('en', 'wizard'));
beforeEach(() => {
  made = new Map();
  render(around(<Form />));
  for (const button of screen.getAllByRole('button', { name: 'Take along' })) fireEvent.click(button);
});
afterEach(cleanup);

it('takes two files along at once, beside what was chosen meanwhile', async () => {
  act(() => change({ version: '2.1' }));
  for (const name of FILES) await isMade(name);
  expect(shown).toMatchObject({
    version: '2.1',
    otherBins: FILES.map((name) => ({ bin: name, version: `1 of ${name}` })),
  });
});

it('leaves out what was made for another environment', async () => {
  act(() => change({ environmentId: 'e2' }));
  await isMade('app.yaml');
  expect(shown.otherBins).toEqual([]);
});
