import { DomainError } from '../http/index.js';

export const secretUnreadable = (): DomainError =>
  new DomainError(
    'unavailable',
    'SECRET_UNREADABLE',
    'A secret that is stored for this can no longer be read: its key is gone, or it was changed in the database. Set the secret anew, or have an administrator name the key in FORMER_SECRET_KEYS.',
  );
