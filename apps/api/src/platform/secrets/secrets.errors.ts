import { DomainError } from '../http/index.js';

export const secretUnreadable = (): DomainError =>
  new DomainError('unavailable', 'SECRET_UNREADABLE', {
    en: 'A secret that is stored for this can no longer be read: its key is gone, or it was changed in the database. Set the secret anew, or have an administrator name the key in FORMER_SECRET_KEYS.',
    zh: '为此保存的密钥已无法读取：其加密密钥已不存在，或在数据库中被改动。请重新填写，或请管理员在 FORMER_SECRET_KEYS 中写明原来的密钥。',
  });
