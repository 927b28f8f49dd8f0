/** Hours and the emergency stop: what keeps releases from moving. */
export const gatesEn = {
  'times.from': 'From',
  'times.to': 'To',
  'times.nextDay': 'On the next day.',
  'times.zone': 'Time zone',
  'settings.freezes': 'Freezes',
  'nav.emergency': 'Emergency stop',
  'emergency.title': 'Emergency stop',
  'emergency.lead': 'One switch halts every release. Nothing more is asked of any node until it is lifted.',
  'emergency.stop': 'Stop now',
  'emergency.stopDots': 'Stop everything…',
  'emergency.mayNot': 'Admins, project admins, release managers and operators may do this.',
  'emergency.consequences':
    'Every release under way is halted, ways back included, and none starts. Nodes keep what they run; those that were asked already may finish, and are named until they have. Releases stay paused afterwards until somebody resumes them.',
  'emergency.scope': 'What',
  'emergency.everything': 'Everything that I may stop',
  'emergency.reason': 'Reason',
  'emergency.reasonHelp': 'Everybody sees it whose release stands still.',
  'emergency.reasonNeeded': 'Say why first.',
  'emergency.word': 'stop',
  'emergency.none': 'No emergency stop is in force',
  'emergency.noneText': 'While one is, this page shows which nodes have confirmed it and which have not yet.',
  'emergency.allStopped': 'All releases are stopped.',
  'emergency.projectStopped': 'All releases of {name} are stopped.',
  'emergency.why': '{name}: {reason}',
  'emergency.confirmed': '{confirmed} of {asked} nodes confirmed',
  'emergency.noneAsked': 'No node was doing anything for a release',
  'emergency.proof': 'Show the proof',
  'emergency.complete': 'Everything stands still',
  'emergency.incomplete': 'Some nodes are not known to stand still yet',
  'emergency.noneHalted': 'No release was under way.',
  'emergency.halted': '{count, plural, one {# release stands still} other {# releases stand still}}',
  'emergency.unconfirmed':
    '{count, plural, one {# node has not confirmed} other {# nodes have not confirmed}}',
  'emergency.unconfirmedHelp':
    'They were asked before the stop, and may finish until the time that is given. Who is not heard may finish whenever it comes back.',
  'emergency.until': 'until',
  'emergency.wheneverBack': 'whenever it comes back',
  'halt.title': 'Standing still',
  'halt.complete':
    '{count, plural, one {The one node that was asked has confirmed what it runs.} other {All # nodes that were asked have confirmed what they run.}}',
  'halt.confirmed':
    '{asked, plural, one {{confirmed} of # node has confirmed what it runs} other {{confirmed} of # nodes have confirmed what they run}}',
  'halt.canGoOn': '; {count} can go on until',
  'halt.outOfSight':
    '; {count, plural, one {# is not heard, and goes on whenever it comes back} other {# are not heard, and go on whenever they come back}}',
  'emergency.firstOnly': 'Only the first {count} are listed.',
  'emergency.lift': 'Lift the stop',
  'emergency.liftTitle': 'Lift the emergency stop?',
  'emergency.liftText':
    'Halted releases stay paused until somebody resumes them. Ways back go on by themselves, and scheduled releases start again at their time.',
  'emergency.liftReason': 'Why it is safe to go on',
} as const;
