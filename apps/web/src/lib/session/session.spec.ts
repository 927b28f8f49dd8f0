import type { Me } from '../api';
import { canAnywhere, canIn, roleIn } from './index';

const me: Me = {
  id: 'u',
  email: 'u@example.com',
  name: 'U',
  isAdmin: false,
  hasPassword: true,
  isLinked: false,
  memberships: [{ projectId: 'p', projectCode: 'pay', projectName: 'Pay', role: 'operator' }],
  permissions: ['node.operate', 'emergency.stop', 'release.operate', 'project.read'],
};

it('lets nobody do anything in a project of others', () => {
  expect(roleIn(me, 'other')).toBeNull();
  expect(canIn(me, 'other', 'draft')).toBe(false);
});

it('keeps to the matrix of roles', () => {
  expect(canIn(me, 'p', 'operateNodes')).toBe(true);
  expect(canIn(me, 'p', 'upload')).toBe(false);
  expect(canAnywhere(me, 'configure')).toBe(false);
  expect(canIn({ ...me, isAdmin: true }, 'other', 'configure')).toBe(true);
});
