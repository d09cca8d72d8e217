import type { DiagnosticEntry } from '../entry.ts';

/** What rules over one connector definition find, and secrets anywhere. */
export const lintConnectorCodes = {
  'lint/no-empty-connector': {
    severity: 'error',
    title: 'Connector that nobody can use',
    means: 'A connector definition has no endpoint or no authentication method.',
    why: 'No flow could use it, or no instance be made of it.',
    fix: 'Add what is missing; a connector without a login has a method of type "none".',
  },
  'lint/no-undeclared-token': {
    severity: 'error',
    title: 'Token without a variable',
    means:
      'An endpoint uses a {{token}} that no variable of the endpoint, of an authentication method or of the connector declares.',
    why: 'Nobody is asked for it, and the request could not be made.',
    fix: 'Declare it under "variables", or correct the name.',
  },
  'lint/no-unused-token': {
    severity: 'info',
    title: 'Variable that nothing uses',
    means: 'An endpoint declares a variable and does not use it.',
    why: 'Whoever sets the step up is asked for something without effect.',
    fix: 'Use it, or take it away.',
  },
  'lint/no-unasked-variable': {
    severity: 'error',
    title: 'Variable that nobody is asked for',
    means: 'An endpoint uses a variable of the connector that no authentication method has under "use".',
    why: 'The platform asks for such variables with the method only: it would stay empty.',
    fix: 'Add it to "use", or give it a default.',
  },
  'lint/no-body-on-get': {
    severity: 'warning',
    title: 'Body on GET',
    means: 'An endpoint that is asked for with GET has a body, or one that sends uses GET.',
    why: 'Servers leave bodies of GET out, so that parameters or records are lost.',
    fix: 'Use POST, or put parameters into the URL.',
  },
  'lint/no-cursor-on-text': {
    severity: 'error',
    title: 'GraphQL cursor outside of JSON',
    means: 'An endpoint with a GraphQL cursor answers something else than JSON.',
    why: 'The cursor is looked for in JSON.',
    fix: 'Write "dataType": "json", or choose another pagination.',
  },
  'lint/no-endless-pages': {
    severity: 'warning',
    title: 'Pages without an end',
    means: 'Pages are counted, and neither a list of records nor a total says where they end.',
    why: 'A server that answers every page with an envelope would be asked for ever.',
    fix: 'Add "dataPath" to the endpoint, or a total to the pagination.',
  },
  'lint/no-paged-send': {
    severity: 'info',
    title: 'Pagination of what sends',
    means: 'An endpoint that sends has a pagination.',
    why: 'It is never used.',
    fix: 'Take it away.',
  },
  'lint/no-paged-file': {
    severity: 'error',
    title: 'Pagination of HTTP on another protocol',
    means: 'An endpoint of files or a database has a pagination of HTTP.',
    why: 'There are no pages to ask for.',
    fix: 'Take it away.',
  },
  'lint/no-pattern-without-root': {
    severity: 'error',
    title: 'Pattern without a root folder',
    means: 'The path of a file looks like a regular expression, and "root" is missing.',
    why: 'Without a root it is the name of one file, which does not exist.',
    fix: 'Add "root", or write the name of the file.',
  },
  'lint/no-plain-login': {
    severity: 'warning',
    title: 'Login without encryption',
    means: 'The address of a login begins with http://.',
    why: 'Whoever is on the way reads the credentials.',
    fix: 'Write https://.',
  },
  'lint/no-payload-in-login': {
    severity: 'warning',
    title: 'Payload variable in a login',
    means: 'A login uses [[payload…]] or [[meta…]].',
    why: 'Logins are shared by all payloads: the text is sent as it stands.',
    fix: 'Use a variable of the instance.',
  },
  'lint/no-unreachable-protocol': {
    severity: 'info',
    title: 'Protocol that is not run here',
    means: 'A connector speaks a protocol that repatch checks but does not run.',
    why: 'A run that gets there is refused.',
    fix: 'Nothing: the platform runs it.',
  },
  'lint/no-duplicate-name': {
    severity: 'error',
    title: 'Name given twice',
    means:
      'Two endpoints or two authentication methods of a connector, two instances, or two definitions of a workspace have one name.',
    why: 'Flows and instances refer to them by name.',
    fix: 'Rename one of the two.',
  },
  'lint/no-unknown-method': {
    severity: 'error',
    title: 'Authentication method that is not there',
    means: 'An endpoint or an instance names a method that its connector does not have.',
    why: 'The run could not log in.',
    fix: 'Correct the name.',
  },
  'lint/literal-secret': {
    severity: 'error',
    title: 'Secret in the file',
    means: 'A value looks like a secret: by its form, or by the name that it has and what it is made of.',
    why: 'Whoever can read the repository can read the secret, also after it has been taken away.',
    fix: 'Write "secret://NAME" or a variable, keep the value outside of the repository, and change it at the third party.',
  },
} as const satisfies Record<`lint/${string}`, DiagnosticEntry>;
