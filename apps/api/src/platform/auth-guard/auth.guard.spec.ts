import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Public } from './access.decorator.js';
import { AuthGuard } from './auth.guard.js';

class Forgetful {
  unruled(): void {
    // Somebody forgot to say who may.
  }

  @Public()
  open(): void {
    // For anybody.
  }
}

function contextOf(handler: () => void): ExecutionContext {
  return { getHandler: () => handler, getClass: () => Forgetful } as unknown as ExecutionContext;
}

describe('D7 the guard before every route', () => {
  const nothing = undefined as never;
  const guard = new AuthGuard(new Reflector(), nothing, nothing, nothing, nothing);

  it('answers nobody where it is not said who may', async () => {
    await expect(guard.canActivate(contextOf(Forgetful.prototype.unruled))).rejects.toMatchObject({
      refusal: 'forbidden',
      code: 'NO_ACCESS_RULE',
    });
  });

  it('lets anybody in where that is said', async () => {
    expect(await guard.canActivate(contextOf(Forgetful.prototype.open))).toBe(true);
  });
});
