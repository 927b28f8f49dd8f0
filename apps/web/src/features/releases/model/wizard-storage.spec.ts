import { EMPTY_WIZARD } from './wizard-state';
import { loadWizard, storeWizard } from './wizard-storage';

afterEach(() => sessionStorage.clear());

it('brings back what was left unfinished, by each way in its own', () => {
  storeWizard('project=p1', { ...EMPTY_WIZARD, projectId: 'p1', notes: 'half a sen' });
  storeWizard('r1@3', { ...EMPTY_WIZARD, notes: 'another' });
  expect(loadWizard('project=p1')).toMatchObject({ projectId: 'p1', notes: 'half a sen' });
  expect(loadWizard('r1@3')?.notes).toBe('another');
  expect(loadWizard('r1@4')).toBeNull();
  expect(loadWizard('')).toBeNull();
  storeWizard('r1@3', null);
  expect(loadWizard('r1@3')).toBeNull();
});

it('what an earlier console stored lacks nothing, and what is none is not taken', () => {
  sessionStorage.setItem('rc.release-draft:', '{"notes":"old"}');
  expect(loadWizard('')).toEqual({ ...EMPTY_WIZARD, notes: 'old' });
  sessionStorage.setItem('rc.release-draft:', 'no json');
  expect(loadWizard('')).toBeNull();
});
