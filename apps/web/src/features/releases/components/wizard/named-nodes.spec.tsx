import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import type { Environment } from '../../../../lib/api';
import { around } from '../../../../testing/around';
import { readingIn } from '../../../../testing/reading-in';
import { changedBy, EMPTY_WIZARD, type WizardState } from '../../model/wizard-state';
import { WhatBlock } from './what-block';
import { WhereBlock } from './where-block';
import type { WizardSources } from './wizard-context';

const list = (...names: string[]) => ({
  ...{ choices: names.map((name) => ({ value: name, label: name })), isLoading: false },
  onSearch: () => undefined,
});
const environment = (id: string) => ({ id, name: id, nodeCount: 1 }) as Environment;
const sources = {
  ...{ projects: list('shop', 'pay'), environments: [environment('test'), environment('live')] },
  ...{ bins: list('api'), versions: list('1'), otherVersions: [], configs: [], nodeLabels: [] },
  nodeNames: new Map([['id-1', 'node-one']]),
} as Partial<WizardSources> as WizardSources;

let shown: WizardState;

function Form({ nodeIds }: { readonly nodeIds: readonly string[] }) {
  const [state, setState] = useState<WizardState>({
    ...{ ...EMPTY_WIZARD, projectId: 'shop', environmentId: 'test', bin: 'api', version: '1', nodeIds },
    labels: { region: ['north'] },
  });
  shown = state;
  const block = {
    ...{ state, sources, faults: [] },
    onChange: (change: Parameters<typeof changedBy>[1]) => setState((now) => changedBy(now, change)),
  };
  return around(
    <>
      {' '}
      <WhatBlock {...block} />
      <WhereBlock {...block} />
    </>,
  );
}

beforeAll(() => readingIn('en', 'wizard'));
afterEach(cleanup);

it('says which nodes are named, and lets them go', () => {
  render(<Form nodeIds={['id-1', 'id-2', 'id-3', 'id-4', 'id-5', 'id-6']} />);
  expect(screen.queryByText(/^All nodes of the environment/)).toBeNull();
  screen.getByText('Only 6 named nodes: node-one, id-2, id-3, id-4, id-5 …');
  fireEvent.click(screen.getByRole('button', { name: 'Clear named nodes' }));
  expect(shown).toMatchObject({ nodeIds: [], labels: { region: ['north'] } });
  screen.getByText(/^All nodes of the environment/);
});

it.each([
  ['Environment', 'live · 1 node', { environmentId: 'live' }],
  ['Project', 'pay', { projectId: 'pay', environmentId: '' }],
])('forgets the nodes of one place when the %s is another one', (label, choice, place) => {
  render(<Form nodeIds={['id-1']} />);
  fireEvent.click(screen.getByRole('combobox', { name: label }));
  fireEvent.click(screen.getByRole('option', { name: choice, hidden: true }));
  expect(shown).toMatchObject({ ...place, nodeIds: [], labels: {} });
});
