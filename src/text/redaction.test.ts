import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redaction } from './redaction.ts';

const redactionOf = (...secrets: readonly string[]): Redaction => {
  const redaction = new Redaction();
  for (const secret of secrets) redaction.add(secret);
  return redaction;
};

const xml = (text: string): string =>
  text.replaceAll(/[&<>"']/gu, (one) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }[one]};`);

/** Ways in which a secret can stand in a text. */
const ways: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'percent-encoded': encodeURIComponent,
  'percent-encoded in small letters': (secret) =>
    encodeURIComponent(secret).replaceAll(/%../gu, (code) => code.toLowerCase()),
  'percent-encoded twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'in a query': (secret) => {
    const url = new URL('https://a.example/');
    url.searchParams.set('k', secret);
    return url.href;
  },
  'in a path': (secret) => new URL(`https://a.example/x/${encodeURI(secret)}/y`).href,
  'in JSON': (secret) => JSON.stringify({ secret }),
  'in XML': (secret) => `<a>${xml(secret)}</a>`,
  'in numbers of XML': (secret) => secret.replaceAll(/[^A-Za-z0-9]/gu, (one) => `&#${one.codePointAt(0)};`),
  'in escapes of JSON': (secret) =>
    secret.replaceAll(/[^A-Za-z0-9]/gu, (one) =>
      Array.from({ length: one.length }, (_, at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
    ),
  'in JSON inside JSON': (secret) => JSON.stringify(JSON.stringify({ secret })),
  'in a form': (secret) => new URLSearchParams({ secret }).toString(),
  'as another character set reads it': (secret) => Buffer.from(secret).toString('latin1'),
  'as the character set of old Windows reads it': (secret) =>
    new TextDecoder('windows-1252').decode(Buffer.from(secret)),
  'with accents taken off their letters': (secret) => secret.normalize('NFD'),
  'in Base64': (secret) => Buffer.from(secret).toString('base64'),
  'in Base64 behind a user': (secret) => Buffer.from(`u:${secret}`).toString('base64'),
  'in Base64 behind another user': (secret) => Buffer.from(`us:${secret}`).toString('base64'),
  'in Base64 of addresses': (secret) => Buffer.from(`usr:${secret}`).toString('base64url'),
  'in hexadecimal digits': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
};

describe('a secret is hidden', () => {
  it.each(Object.entries(ways))('%s', (_, write) => {
    for (const secret of ["Qz7canary s3cr+t=é!'x", 'Passw0rd!2026', 'Zm9v+YmFy/cXV4==', '<&"\'>漢字👍', 'a%b\\c'])
      for (const text of [write(secret), `before ${write(secret)} after`]) {
        const shown = redactionOf(secret).hide(text);
        expect(shown).toContain('***');
        for (const piece of [secret, ...(secret.match(/[A-Za-z0-9]{5,}/gu) ?? [])]) expect(shown).not.toContain(piece);
      }
  });

  it('in a host name, which loses its case', () => {
    expect(redactionOf('TenantSecret').hide('GET tenantsecret.example.com: failed')).toBe(
      'GET ***.example.com: failed',
    );
  });

  it('also when one begins another', () => {
    expect(redactionOf('abcd', 'abcdefgh').hide('abcdefgh abcd')).toBe('*** ***');
  });

  it('but its letters in other words stay when it is short', () => {
    expect(redactionOf('ab').hide('ab about ab=1 cab x%20ab%20y')).toBe('*** about ***=1 cab x%20***%20y');
    expect(redactionOf('abc').hide('abcd abc')).toBe('abcd ***');
    expect(redactionOf('abcd').hide('abcde xabcd')).toBe('***e x***');
  });

  it('that is written down in percent-encoding, where it is decoded', () => {
    expect(redactionOf('p%40ss%2Fword').hide('p@ss/word p%40ss%2Fword p%2540ss%252Fword')).toBe('*** *** ***');
    expect(redactionOf('100%').hide('100%25')).toBe('***');
  });

  it('where characters were lost', () => {
    for (const lost of ['Gr?sse-24', 'Gr\uFFFDsse-24', 'Gr\uFFFD\uFFFDsse-24', 'Gr%F6sse-24'])
      expect(redactionOf('Grösse-24').hide(`k=${lost}`)).toBe('k=***');
    expect(redactionOf('漢字漢字').hide('who??? why????')).toBe('who??? why????');
  });

  it('in time, whatever a third party writes', () => {
    const redaction = redactionOf(`a${'\\'.repeat(20)}b`, `Paßwort${'é漢'.repeat(20)}x`, `p${'%25'.repeat(20)}q`);
    const hostile = ['\\', '?', '\uFFFD', '%25', '25', 'é', 'Ã©'].map((one) => `a Pa?wort p${one.repeat(20_000)}`);
    for (const text of hostile) expect(redaction.hide(text)).toBe(text);
  });

  it('in every text of a value, whose other parts stay', () => {
    const value = { a: ['x abcd', 1, null, true], b: { c: 'abcd' } };
    expect(redactionOf('abcd').hideIn(value)).toEqual({ a: ['x ***', 1, null, true], b: { c: '***' } });
    expect(new Redaction().hideIn(value)).toBe(value);
  });

  it('whatever it is, and whichever way it is written', () => {
    fc.assert(
      fc.property(
        fc
          .string({ unit: 'binary', minLength: 6, maxLength: 30 })
          .filter((text) => text.isWellFormed() && text.trim().length >= 6),
        fc.constantFrom(...Object.values(ways)),
        (secret, write) => {
          expect(redactionOf(secret).hide(write(secret))).toContain('***');
        },
      ),
      { seed: 12, numRuns: 500 },
    );
  });
});

it('leaves everything else alone', () => {
  expect(redactionOf('secret-1', '', '  ').hide('no secrets here, 1 to 3')).toBe('no secrets here, 1 to 3');
  expect(new Redaction().hide('abc')).toBe('abc');
});

it('forgets tokens that were replaced long ago, so that the pattern does not grow', () => {
  const redaction = redactionOf(...Array.from({ length: 300 }, (_, index) => `token-number-${index}`));
  expect(redaction.hide('token-number-299')).toBe('***');
  expect(redaction.hide('token-number-0x')).toBe('token-number-0x');
});

it('never forgets what is kept', () => {
  const redaction = new Redaction();
  redaction.keep('the-password');
  redaction.add('the-password');
  for (let index = 0; index < 300; index++) redaction.add(`token-number-${index}`);
  expect(redaction.hide('the-password token-number-299')).toBe('*** ***');
});
