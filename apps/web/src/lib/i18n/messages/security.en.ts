export const securityEn = {
  'session.title': 'Signed-in devices',
  'session.none': 'Signed in nowhere',
  'session.current': 'This device',
  'session.unknownDevice': 'Unknown device',
  'session.lastUsed': 'Last used',
  'session.signedIn': 'Signed in',
  'session.end': 'Sign out',
  'session.ended': '{count, plural, one {Signed out there.} other {Signed out in # places.}}',
  'session.endTitle': 'Sign out {device}?',
  'session.endText': 'Its pages and downloads close within seconds. Whoever uses it has to sign in again.',
  'session.endOthers': 'Sign out all others',
  'session.endOthersTitle':
    '{count, plural, one {Sign out the other device?} other {Sign out # other devices?}}',
  'session.endAll': 'Sign out everywhere',
  'session.endAllTitle': 'Sign out {name} everywhere?',
  'session.endAllText':
    'All pages and downloads of this person close within seconds. Signing in again is possible; disable the account to prevent it.',
  'session.noOthers': 'There is no other device to sign out.',
} as const;
