import type { DiagnosticEntry } from '../entry.ts';

/** What goes wrong with custom scripts. */
export const runScriptCodes = {
  'run/unknown-script': {
    severity: 'error',
    title: 'Unknown script',
    means: 'A step names a script, or a version of one, that the document does not hold.',
    why: 'The step would do nothing, and the payload would go on as it was.',
    fix: 'Add the script to "scripts" of the document, with name, language and code, or correct the name.',
    example: '{ "microservice": "custom-script", "script_version": { "name": "Tidy up" } }',
  },
  'run/bad-script': {
    severity: 'error',
    title: 'Script that cannot be loaded',
    means: 'The text of a script is wrong, it fails while it is loaded, or it has no entry point.',
    why: 'Nothing can be called.',
    fix: 'JavaScript exports one function: module.exports = async function (data) { … return data; }. PHP, Python and Ruby define handle.',
  },
  'run/script-failed': {
    severity: 'error',
    title: 'Script that failed',
    means: 'A script ended with an error, or returned something other than an object.',
    why: 'There is no payload to go on with.',
    fix: 'Correct the script, or the payload that it got. The log of the run has what it wrote.',
  },
  'run/script-result': {
    severity: 'error',
    title: 'Result of a script that cannot be used',
    means: 'Members of what a script returned have a form that the contract does not know.',
    why: 'Metadata and variables would be lost.',
    fix: 'Return an object with "payload" as text, and "meta", "variables" and "flow" as objects.',
  },
  'run/script-number': {
    severity: 'error',
    title: 'Number that a script rounded',
    means:
      'A payload holds a number with more digits than the language of the script can hold, and it came back as another one.',
    why: 'Two records with neighbouring ids would become one.',
    fix: 'Ask the source for the number as text, or let the script leave it as it is.',
  },
  'run/script-timeout': {
    severity: 'error',
    title: 'Script that does not end',
    means: 'A script took longer than it may, or waits for something that never comes.',
    why: 'The run would never end.',
    fix: 'Look for a loop without an end, or give the script smaller payloads with a flow control step.',
  },
  'run/script-memory': {
    severity: 'error',
    title: 'Script that needs too much memory',
    means: 'A script needed more memory than it may.',
    why: 'It would take the memory of everything else.',
    fix: 'Give the script smaller payloads with a flow control step, or raise "memoryMb" under "scripts" of repatch.config.yaml.',
  },
  'run/script-output': {
    severity: 'error',
    title: 'Script that returns too much',
    means: 'What a script returned is larger than it may be.',
    why: 'A payload of that size could not be handed on.',
    fix: 'Return less, or give the script smaller payloads with a flow control step.',
  },
  'run/script-crashed': {
    severity: 'error',
    title: 'Script that took its surroundings with it',
    means: 'What runs a script ended while the script was at work.',
    why: 'Nobody knows how far the script had got.',
    fix: 'Look for deep recursion or very large values in the script, and try it with a smaller payload.',
  },
  'run/script-language': {
    severity: 'error',
    title: 'Script in a language that is not run here',
    means: 'A script is written in a language that cannot be run, or for which no interpreter is configured.',
    why: 'Running the document without it would send other records.',
    fix: 'Name an interpreter for PHP, Python or Ruby under "scripts" of repatch.config.yaml. C#, Go and Rust are not run.',
    example: 'scripts: { interpreters: { php: php } }',
  },
  'run/script-library': {
    severity: 'error',
    title: 'Library that a script does not find',
    means: 'A script requires a module that is not there.',
    why: 'The script cannot do its work without it.',
    fix: 'Install xml-js or jsrsasign beside the document; write other modules into the script.',
  },
  'run/no-script-sandbox': {
    severity: 'error',
    title: 'No sandbox for scripts',
    means: 'A document has scripts, and the run has nothing to run them with.',
    why: 'Scripts are the work of others; they are not run without a sandbox.',
    fix: 'Run with --sandbox=wasm where native modules are not allowed.',
  },
} as const satisfies Record<`run/${string}`, DiagnosticEntry>;
