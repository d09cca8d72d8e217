import type { DiagnosticEntry } from '../entry.ts';

export const patchworksCodes = {
  'patchworks/not-set-up': {
    severity: 'error',
    title: 'No access to Patchworks',
    means:
      'The command talks to the Patchworks API, and repatch.config.yaml does not say with which credentials, or they are not there.',
    why: 'Nothing was sent. The exit code is 3.',
    fix: 'Write `patchworks: { key: secret://PATCHWORKS_KEY }` into repatch.config.yaml and put the API key into the environment, `.env` or the folder of secrets. Keys are made in the dashboard by managers.',
  },
  'patchworks/unauthorised': {
    severity: 'error',
    title: 'Patchworks refused the credentials',
    means: 'The API key or the login was answered with 401 or 403.',
    why: 'Nothing more is sent with credentials that were refused. The exit code is 3.',
    fix: 'Check the key in the dashboard: it may have been revoked, or belong to another company.',
  },
  'patchworks/refused': {
    severity: 'error',
    title: 'Patchworks refused the request',
    means: 'Patchworks answered that it does not take what was sent. Its own words stand in the message.',
    why: 'A flow that was refused is not in the account; a start that was refused has started nothing.',
    fix: 'Correct what the message names. A start needs a deployed version; an import needs a whole flow file.',
  },
  'patchworks/too-large': {
    severity: 'error',
    title: 'Too large for Patchworks',
    means: 'Patchworks takes no request of more than 8 MB.',
    why: 'Nothing was sent: it would have been refused.',
    fix: 'Send less at once: smaller payloads, or flows without embedded samples.',
  },
  'patchworks/unreachable': {
    severity: 'error',
    title: 'Patchworks cannot be reached',
    means: 'No answer came, or one that says that the server is in trouble.',
    why: 'What was read has been asked for three times. What writes is sent once: it may have arrived, and a second one could do the same again.',
    fix: 'Check the network and the addresses under `patchworks` of repatch.config.yaml. Look into the dashboard before you send again what the message says may have arrived.',
  },
  'patchworks/bad-answer': {
    severity: 'error',
    title: 'Patchworks answered something else',
    means: 'The answer is not what the API documents: no JSON, or without the list that was asked for.',
    why: 'What cannot be read is not guessed. The exit code is 3.',
    fix: 'Check the addresses under `patchworks` of repatch.config.yaml. If they are right, the API has changed: please report it.',
  },
} as const satisfies Record<string, DiagnosticEntry>;
