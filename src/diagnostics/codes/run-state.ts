import type { DiagnosticEntry } from '../entry.ts';

/** What is kept between runs, and runs that did not end well. */
export const runStateCodes = {
  'run/disk-full': {
    severity: 'error',
    title: 'Disk full',
    means: 'A payload that waits, or the state of the run, could not be written because the disk is full.',
    why: 'What cannot be written down could be lost or sent twice, so the run ends here.',
    fix: 'Make room and go on with --resume; nothing that was sent before is sent again.',
  },
  'run/spill-failed': {
    severity: 'error',
    title: 'Waiting payloads cannot be kept',
    means: 'A file that holds payloads beyond the memory budget cannot be written or read as a whole.',
    why: 'A payload would be missing or damaged.',
    fix: 'Check that the folder of state can be read and written, then go on with --resume.',
  },
  'run/state-unusable': {
    severity: 'error',
    title: 'State cannot be used',
    means: 'The file of pools, ledgers, caches and runs is locked, damaged, or cannot be read or written.',
    why: 'Without it, records could be sent twice or not at all.',
    fix: 'End what holds it, mend its permissions, or restore it from a copy; another folder is named with --state.',
  },
  'run/unfinished': {
    severity: 'error',
    title: 'An earlier run did not finish',
    means: 'An earlier run of the same flow or service had sent requests and was then ended by force or by a failure.',
    why: 'Starting anew could send records twice, or leave some out.',
    fix: 'Go on with --resume RUN, or give the earlier run up with --abandon RUN and start anew.',
    example: 'repatch run flows/orders.flow.json --resume 6f1c…',
  },
  'run/already-running': {
    severity: 'error',
    title: 'The flow or service is running',
    means: 'Another process runs the same flow, or a service with the same ledger, on the same state.',
    why: 'Both would send the same records.',
    fix: 'Wait until it has ended, or use another folder of state with --state.',
  },
  'run/no-such-run': {
    severity: 'error',
    title: 'No such run',
    means: 'The folder of state knows no run with this id.',
    why: 'There is nothing to go on with.',
    fix: 'List the runs with: repatch runs.',
  },
  'run/cannot-resume': {
    severity: 'error',
    title: 'The run cannot be carried on',
    means: 'The run has ended well or was given up, or the document has changed since it began.',
    why: 'Going on would not do what the run began to do.',
    fix: 'Start a new run; give an unfinished one up with --abandon RUN first.',
  },
  'run/nothing-to-retry': {
    severity: 'error',
    title: 'No payloads to send again',
    means: 'The run kept no failed payloads, or they have been sent again already.',
    why: 'Nothing would be sent.',
    fix: 'See what failed with: repatch runs show RUN.',
  },
  'run/cache-full': {
    severity: 'error',
    title: 'Cache full',
    means: 'A cache would hold more than 50 MB.',
    why: 'The platform allows no more, and would refuse the payload.',
    fix: 'Cache what later steps need only, or under several caches.',
  },
} as const satisfies Record<`run/${string}`, DiagnosticEntry>;
