import { caseText, type AuthCase, type CaseAnswer } from '../contract/cases.ts';

const soapEnvelope = (content: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${content}</e:Body></e:Envelope>`;
const answer = (content: string): CaseAnswer => ({ body: caseText('text/xml; charset=utf-8', soapEnvelope(content)) });
const answered = answer('<ListResponse/>');

const values = { username: 'ada-l', password: 'pa55-word' };
const named = ['Username>ada-l</', '>MHppazB6azB6aWswemswemlrMHprMHppazB6aw==</', 'Created>2026-03-01T10:00:00.000Z</'];

export default [
  {
    shows: 'As text, where nothing else is said; the service has to understand it.',
    isSoap: true,
    values,
    exchanges: [
      {
        request: 'POST /orders',
        holds: [...named, '#PasswordText">pa55-word</', 'mustUnderstand="1"', '<List/>'],
        answer: answered,
      },
    ],
  },
  {
    shows: 'As a digest: the password itself is not sent.',
    isSoap: true,
    method: { wsSecurity: { password: 'digest', mustUnderstand: false } },
    values,
    exchanges: [
      {
        request: 'POST /orders',
        holds: [...named, '#PasswordDigest">4OJApCa1gf+JQp83KtP4/dPwBJU=</'],
        lacks: ['pa55-word', 'mustUnderstand', 'Expires'],
        answer: answered,
      },
    ],
  },
  {
    shows: 'With a lifetime.',
    isSoap: true,
    method: { wsSecurity: { lifetime: 60 } },
    values,
    exchanges: [{ request: 'POST /orders', holds: [...named, 'Expires>2026-03-01T10:01:00.000Z</'], answer: answered }],
  },
  {
    shows: 'There is no session to renew.',
    isSoap: true,
    values,
    exchanges: [{ request: 'POST /orders', answer: { status: 401 } }],
    fails: 'run/unauthorised',
  },
  { isSoap: true, values: { username: 'ada-l' }, exchanges: [], fails: 'run/missing-credential' },
  { isSoap: true, values: { password: 'pa55-word' }, exchanges: [], fails: 'run/missing-credential' },
  { values, exchanges: [], fails: 'run/no-envelope' },
] as const satisfies readonly AuthCase[];
