import { blankAuths, type BlankAuth } from '../app/scaffold.ts';
import type { Prompt } from './prompt.ts';

export interface ScaffoldAnswers {
  /** `undefined`: start from the blank starter. */
  readonly file?: string;
  readonly blank?: { readonly name: string; readonly baseUrl: string; readonly auth: BlankAuth };
}

interface Given {
  readonly spec?: string | undefined;
  readonly blank: boolean;
  readonly name?: string | undefined;
  readonly 'base-url'?: string | undefined;
  readonly auth?: string | undefined;
}

/** What the command line leaves open is asked, one question after the other. */
export async function askWhatToScaffold(given: Given, prompt: Prompt): Promise<ScaffoldAnswers> {
  if (given.spec !== undefined) return { file: given.spec };
  const start = given.blank
    ? 'blank'
    : await prompt.choose({
        message: 'What to start from?',
        flag: 'the file of an API description, or --blank',
        choices: [
          { value: 'file', name: 'an API description: OpenAPI or a Postman collection' },
          { value: 'blank', name: 'a blank REST starter' },
        ],
      });
  if (start === 'file') {
    return { file: await prompt.text({ message: 'File of the description?', flag: 'the file as the first argument' }) };
  }
  const name = given.name ?? (await prompt.text({ message: 'Name of the connector?', flag: '--name NAME' }));
  const baseUrl =
    given['base-url'] ??
    (await prompt.text({
      message: 'Base URL of the API?',
      flag: '--base-url URL',
      default: 'https://api.example.com',
    }));
  const auth =
    blankAuths.find((one) => one === given.auth) ??
    (await prompt.choose({
      message: 'How do requests authenticate?',
      flag: `--auth ${blankAuths.join('|')}`,
      choices: blankAuths.map((value) => ({ value, name: value })),
    }));
  return { blank: { name, baseUrl, auth } };
}
