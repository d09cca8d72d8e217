import { TerminalError } from '../../../contract/errors.ts';
import type { ScriptLimits } from './limits.ts';

/** What ends a call, or keeps a script from being loaded, in words for people. */

export function timedOut(script: string, { timeoutMs }: ScriptLimits): TerminalError {
  return new TerminalError({
    code: 'run/script-timeout',
    message: `Script "${script}" was stopped after ${timeoutMs / 1000} seconds.`,
    help: 'Look for a loop without an end, or give the script smaller payloads with a flow control step.',
  });
}

export function outOfMemory(script: string, { memoryMb }: ScriptLimits): TerminalError {
  return new TerminalError({
    code: 'run/script-memory',
    message: `Script "${script}" needed more than ${memoryMb} MB of memory and was stopped.`,
    help: 'Give the script smaller payloads with a flow control step, or raise "memoryMb" under "scripts" of repatch.config.yaml.',
  });
}

export function tooMuchOutput(script: string, { outputLength }: ScriptLimits): TerminalError {
  return new TerminalError({
    code: 'run/script-output',
    message: `Script "${script}" returned more than ${Math.round(outputLength / 1024 / 1024)} MB.`,
    help: 'Return less, or give the script smaller payloads with a flow control step.',
  });
}

export function neverEnds(script: string): TerminalError {
  return new TerminalError({
    code: 'run/script-timeout',
    message: `Script "${script}" waits for something that never comes: its promise is never settled.`,
    help: 'Settle the promise. A script has no network and no files to wait for.',
  });
}

export function crashed(script: string, what: string): TerminalError {
  return new TerminalError({
    code: 'run/script-crashed',
    message: `What runs script "${script}" has ended: ${what}.`,
    help: 'Look for deep recursion or very large values in the script, and try it with a smaller payload.',
  });
}

export function badScript(script: string, what: string): TerminalError {
  return new TerminalError({
    code: 'run/bad-script',
    message: `Script "${script}" cannot be loaded: ${what}.`,
    help: 'Correct the script.',
  });
}

export function noEntryPoint(script: string, right: string): TerminalError {
  return new TerminalError({
    code: 'run/bad-script',
    message: `Script "${script}" has no entry point.`,
    help: `Write: ${right}`,
  });
}

export function noLibrary(script: string, library: string): TerminalError {
  return new TerminalError({
    code: 'run/script-library',
    message: `Script "${script}" requires "${library}", which is not there.`,
    help: 'Of the libraries of the platform, xml-js and jsrsasign are found where they are installed beside the document (npm install xml-js jsrsasign); modules of Node are not there.',
  });
}
