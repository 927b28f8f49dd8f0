export const templateEn = {
  'template.saveAsText':
    'Keeps what is set here, with its hours and limits, for the next releases of this project.',
  'template.needsName': 'Give it a name.',
  'template.from': 'From template',
  'template.fromChanged': '{name}, changed',
} as const;
