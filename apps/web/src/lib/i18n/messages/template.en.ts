export const templateEn = {
  'template.templates': 'Strategy templates',
  'template.template': 'Strategy template',
  'template.none': 'None: as set below',
  'template.changedHere': 'Changed for this release; the template stays as it is.',
  'template.saveAs': 'Save as template',
  'template.saveAsText':
    'Keeps what is set here, with its hours and limits, for the next releases of this project.',
  'template.faultsFirst': 'Correct what is marked first.',
  'template.needsName': 'Give it a name.',
  'template.add': 'Add template',
  'template.edit': 'Edit template',
  'template.editText':
    'Counts for releases that are made from now on. Releases that were made from it keep their copy.',
  'template.name': 'Name',
  'template.defaultFor': 'Start with it in',
  'template.defaultForHelp':
    'New releases to these environments begin with it, in place of what they began with so far.',
  'template.defaultIn': 'Default in {name}',
  'template.how': 'How it goes out',
  'template.limits': 'When it must stop',
  'template.empty': 'No templates yet',
  'template.emptyText':
    'Keep a strategy with its waits, hours and limits under a name, and begin releases with it.',
  'template.deleteTitle': 'Delete the template {name}?',
  'template.deleteText': 'Releases that were made from it keep their copy and its name.',
  'template.deleteDefaults': 'New releases to {names} then begin without a template.',
  'template.from': 'From template',
  'template.fromChanged': '{name}, changed',
} as const;
