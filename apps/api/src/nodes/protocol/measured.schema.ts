import { digest, fields, listOf, orNull, reportedError, type JsonSchema } from './schema-parts.js';

const MOST_WINDOWS = 60;
const MOST_BUCKETS = 1_000;
const MOST_BYTES = 1e15;

/** Whatever is added up of it for a year must still be a number that PostgreSQL takes. */
const MOST = 1e12;

function amount(description: string, maximum = MOST): JsonSchema {
  return { type: 'number', minimum: 0, maximum, description };
}

function figure(description: string, maximum?: number): JsonSchema {
  return orNull(amount(description, maximum));
}

const counts = (description: string): JsonSchema =>
  listOf({ type: 'number', minimum: 0, maximum: MOST }, MOST_BUCKETS, description);

const requests = fields(
  {
    count: amount('Requests in this window.'),
    errors: amount('How many of them failed.'),
    explicit: listOf(
      fields(
        {
          bounds: listOf(
            { type: 'number', minimum: -MOST, maximum: MOST },
            MOST_BUCKETS - 1,
            'Upper bounds in seconds, ascending.',
          ),
          counts: counts(
            'How many took at most so long, and more than the bound before; one more than bounds.',
          ),
        },
        ['bounds', 'counts'],
      ),
      8,
      'How long requests took, one for each kind of bounds.',
    ),
    exponential: orNull(
      fields(
        {
          scale: { type: 'integer', minimum: -10, maximum: 20, description: 'The base is 2^(2^-scale).' },
          zeroCount: amount('Requests that took no time at all.'),
          offset: { type: 'integer', description: 'Index of the first of counts.' },
          counts: counts('Bucket i holds what is above base^i and at most base^(i+1) seconds.'),
        },
        ['scale', 'zeroCount', 'offset', 'counts'],
        'How long requests took, as OpenTelemetry’s exponential histogram.',
      ),
    ),
  },
  ['count', 'errors'],
);

const binItem = fields(
  {
    bin: { type: 'string', maxLength: 100, description: 'Name of the bin.' },
    sha256: digest('Digest of what ran when it was asked; null when that is not known.'),
    requests: orNull({ ...requests, description: 'Absent where nobody counts them.' }),
    program: orNull(
      fields(
        {
          cpus: figure('Processors that its main process used; 1 for one that was always busy.'),
          memoryBytes: figure('Resident memory of the main process.', MOST_BYTES),
          openFiles: figure('Files that the main process has open.'),
        },
        [],
        'Absent where no process is known.',
      ),
    ),
    trouble: reportedError,
  },
  ['bin'],
);

const host = fields({
  cpuShare: figure('Share of all processors that was in use.', 1),
  memoryUsedBytes: figure('Memory that nothing else could have.', MOST_BYTES),
  memoryTotalBytes: figure('Memory of the host.', MOST_BYTES),
  load: figure('Processes that wanted to run, on average over the last minute.'),
  openFiles: figure('Open files of the host.'),
  connections: figure('TCP connections in use.'),
  receivedBytesPerSecond: figure('Over all interfaces but the local one.'),
  sentBytesPerSecond: figure('Over all interfaces but the local one.'),
  diskUsedBytes: figure('Of the file system with the agent’s state.', MOST_BYTES),
  diskTotalBytes: figure('Of the file system with the agent’s state.', MOST_BYTES),
});

export const measured = listOf(
  fields(
    {
      at: {
        type: 'integer',
        minimum: 0,
        maximum: 99_999_999_999,
        description: 'First second of the window by the console’s clock, since 1970; a multiple of ten.',
      },
      host: orNull(host),
      bins: listOf(binItem, 500, 'What its bins did in this window.'),
    },
    ['at'],
  ),
  MOST_WINDOWS,
  'Windows of ten seconds, oldest first. A window that was told before counts once; one older than twenty minutes is dropped.',
);
