import { QueryClient } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { Environment, Project, StrategyTemplate } from '../../../../lib/api';
import { around } from '../../../../testing/around';
import { readingIn } from '../../../../testing/reading-in';
import { answerWith, Said, type Asked } from '../../../../testing/server';
import { EMPTY_RULES } from '../../model/rules-state';
import { SaveAsTemplate } from './save-as-template';
import { StrategyTemplates } from './strategy-templates';

const environments = ['production', 'test'].map((id) => ({ id, name: `in ${id}` }) as Environment);
const project = { id: 'p1', code: 'pay', environments } as unknown as Project;
const careful: StrategyTemplate = {
  ...{ id: 't1', name: 'careful', revision: 3, changedAt: '2026-11-23T10:00:00.000Z', changedBy: 'Li Wei' },
  ...{ defaultForEnvironmentIds: ['production'], strategy: { type: 'rolling', batch: '20%' }, nodeGrowth: 7 },
} as unknown as StrategyTemplate;

let asked: Asked[];
let kept: readonly StrategyTemplate[];
let refusal: Said | null;
const writes = (): readonly Asked[] => asked.filter(({ method }) => method !== 'GET');

beforeAll(() => readingIn('en', 'wizard'));
beforeEach(() => {
  [asked, kept, refusal] = [[], [careful], null];
  HTMLElement.prototype.scrollIntoView = () => undefined;
  answerWith((call) => {
    asked.push(call);
    if (call.method === 'GET') return { items: kept, nextCursor: null };
    if (refusal) return refusal;
    kept = call.method === 'DELETE' ? [] : kept;
    return call.method === 'DELETE' ? null : careful;
  });
});
afterEach(cleanup);

async function shown(canConfigure = true): Promise<void> {
  const list = <StrategyTemplates project={project} nodeLabels={[]} canConfigure={canConfigure} />;
  render(around(list, new QueryClient({ defaultOptions: { queries: { retry: false } } })));
  await screen.findByText('careful');
}

const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));
const dialog = async (): Promise<ReturnType<typeof within>> => within(await screen.findByRole('dialog'));

describe('the templates of a project', () => {
  it('say what they do and where releases begin with them', async () => {
    await shown();
    const row = screen.getByText('careful').closest('li') as HTMLElement;
    expect(within(row).getByText('Default in in production')).toBeTruthy();
    expect(row.textContent).toMatch(/Rolling, 20\s%\sat a time/);
  });

  it('are only read by those who may not configure', async () => {
    await shown(false);
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('are changed on the revision that was read, and what the form does not show stays', async () => {
    await shown();
    press('Edit');
    const form = await dialog();
    const name = form.getByLabelText('Name') as HTMLInputElement;
    expect(name.value).toBe('careful');
    fireEvent.change(name, { target: { value: '  more careful ' } });
    fireEvent.click(form.getByLabelText('in test'));
    fireEvent.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(writes()).toHaveLength(1));
    expect(writes()[0]).toMatchObject({
      ...{ method: 'PUT', path: '/api/v1/projects/p1/strategy-templates/t1' },
      body: {
        ...{ name: 'more careful', expectedRevision: 3, nodeGrowth: 7 },
        ...{ defaultForEnvironmentIds: ['production', 'test'], strategy: { type: 'rolling', batch: '20%' } },
      },
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked.filter(({ method }) => method === 'GET')).toHaveLength(2);
  });

  it('are not saved without a name, and a refusal leaves what was entered', async () => {
    await shown();
    press('Add template');
    const form = await dialog();
    fireEvent.click(form.getByRole('button', { name: 'Save' }));
    expect(await form.findByText('This is needed.')).toBeTruthy();
    expect(writes()).toEqual([]);
    fireEvent.change(form.getByLabelText('Name'), { target: { value: 'careful' } });
    refusal = new Said(409, { code: 'NAME_TAKEN', title: 'Taken', detail: 'There is one of that name.' });
    fireEvent.click(form.getByRole('button', { name: 'Save' }));
    expect((await form.findByRole('alert')).textContent).toContain('There is one of that name.');
    expect(writes()).toMatchObject([{ method: 'POST', body: { name: 'careful' } }]);
    expect(form.getByDisplayValue('careful')).toBeTruthy();
  });

  it('are taken away after it was said which environments lose their default', async () => {
    await shown();
    press('Delete');
    const asks = await dialog();
    expect(asks.getByText('New releases to in production then begin without a template.')).toBeTruthy();
    expect(writes()).toEqual([]);
    fireEvent.click(asks.getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(screen.queryByText('careful')).toBeNull());
    expect(writes().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'DELETE /api/v1/projects/p1/strategy-templates/t1',
    ]);
    await screen.findByText('No templates yet');
  });
});

describe('rules that are kept as a template', () => {
  it('need a name, and are those that stand on the form', async () => {
    const saved: StrategyTemplate[] = [];
    const rules = { ...EMPTY_RULES, strategyType: 'rolling', batch: '15%' } as const;
    const nothing = (): void => undefined;
    render(
      around(
        <SaveAsTemplate
          {...{ projectId: 'p1', rules, environments, onCancel: nothing }}
          onSaved={(template) => saved.push(template)}
        />,
      ),
    );
    press('Save');
    expect(screen.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true');
    expect(writes()).toEqual([]);
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: ' quick' } });
    press('Save');
    await waitFor(() => expect(saved).toEqual([careful]));
    expect(writes()).toMatchObject([
      {
        method: 'POST',
        body: { name: 'quick', strategy: { type: 'rolling', batch: '15%' }, failureThreshold: '10%' },
      },
    ]);
  });
});
