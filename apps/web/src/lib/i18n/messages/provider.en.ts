export const providerEn = {
  'provider.signIn': 'Sign in with {name}',
  'provider.or': 'or with a password',
  'member.byGroup': 'By group',
  'member.byGroupHelp': 'The groups of the person at the provider give this role anew at each sign-in.',
  'problem.oidcOff': 'This console has no provider to sign in with.',
  'problem.oidcUnavailable':
    'The provider does not answer as it should. Try again, or sign in with a password.',
  'problem.oidcStale':
    'This sign-in was not begun in this browser, took longer than ten minutes or was used already. Begin again.',
  'problem.oidcCancelled': 'The sign-in was cancelled there, or you may not use it.',
  'problem.oidcInvalid':
    'What the provider answered did not stand the checks. The log of the console says why.',
  'problem.oidcRefused': 'The provider refused. The log of the console says why.',
  'problem.oidcEmailMissing': 'The provider tells no e-mail address of yours, which an account needs.',
  'problem.oidcEmailUnverified': 'The provider has not verified your e-mail address. Verify it there first.',
  'problem.oidcEmailTaken':
    'There is an account with your e-mail address. Sign in with its password, and link it under Settings, Profile.',
  'problem.oidcNoRole': 'None of your groups has a role here. Ask an admin of the console.',
  'problem.oidcGroupsUnknown':
    'You are in so many groups that the provider does not tell them. Ask an admin.',
  'problem.oidcLinkedElsewhere': 'Whom you signed in as there has another account here.',
  'problem.oidcLinkedAlready': 'Your account is linked already.',
  'problem.oidcFailed': 'The sign-in did not work. Try again; if it stays like this, ask an admin.',
  'problem.accountDisabled': 'This account is disabled. Ask an admin.',
  'problem.noPassword': 'This account has no password.',
} as const;
