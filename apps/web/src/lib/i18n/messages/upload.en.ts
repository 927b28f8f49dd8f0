/** How builds are uploaded. */
export const uploadEn = {
  'upload.title': 'Upload a version',
  'upload.addArch': 'Add architecture',
  'upload.file': 'File',
  'upload.choose': 'Choose a file',
  'upload.drop': 'or drop it here',
  'upload.needsFile': 'Choose a file first.',
  'upload.anyArch': 'any (scripts, archives)',
  'upload.archHelp': 'Read from the file where it is a Linux program.',
  'upload.kind': 'Kind',
  'upload.kind.file': 'Single file',
  'upload.kind.archive': 'Archive',
  'upload.kindHelp':
    'An archive (tar or tar.gz) becomes a folder on the nodes; their agents must be 0.2.0 or newer.',
  'upload.start': 'Upload',
  'upload.stop': 'Stop',
  'upload.progress': 'Upload progress',
  'upload.hashing': 'Computing the checksum of your file',
  'upload.sent': '{sent} of {total} sent',
  'upload.checking': 'All sent. The server is checking the bytes.',
  'upload.done': 'Version {version} is uploaded',
  'upload.same': 'Version {version} already held exactly these bytes',
} as const;
