/** How hosts are taken in. */
export const enrolEn = {
  'enrol.title': 'Join tokens',
  'enrol.lead':
    'A join token lets new hosts enter an environment by themselves; each gets a token of its own.',
  'enrol.tokens': 'Join tokens',
  'enrol.create': 'New join token',
  'enrol.none': 'No join tokens',
  'enrol.noneText': 'Create one, and run the command it gives you on each new host.',
  'enrol.maxUses': 'For how many hosts',
  'enrol.validFor': 'Valid for',
  'enrol.hours': '{hours, plural, =1 {1 hour} =24 {1 day} =168 {7 days} =720 {30 days} other {# hours}}',
  'enrol.startsAs': 'New nodes start as',
  'enrol.join': 'Join a host',
  'enrol.joinText':
    'Put agent.cjs on the host and run this there as root. The file lists the programs that the agent may touch; add them under "bins".',
  'enrol.tokenOnly': 'Or only the token:',
  'enrol.used': '{uses} of {maxUses} used',
  'enrol.until': 'valid until',
  'enrol.open': 'Open',
  'enrol.over': 'Used up or expired',
  'enrol.revokeTitle': 'Revoke this join token?',
  'enrol.revokeText': 'No further host can join with it. Hosts that have joined keep their own tokens.',
} as const;
