import { caseText, type AuthCase, type CaseAnswer } from '../contract/cases.ts';

const soapEnvelope = (content: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${content}</e:Body></e:Envelope>`;
const answer = (content: string): CaseAnswer => ({ body: caseText('text/xml; charset=utf-8', soapEnvelope(content)) });
const answered = answer('<ListResponse/>');

const method = { envelope: { header: '<Key xmlns="urn:k" user="{{user}}">{{key}}</Key>' } };

export default [
  {
    shows: 'Values are escaped.',
    isSoap: true,
    method,
    values: { user: 'ada"l', key: 'k<&>1234' },
    exchanges: [
      {
        request: 'POST /orders',
        headers: { soapaction: '"urn:list"', authorization: undefined },
        holds: [
          '<e:Header><Key xmlns="urn:k" user="ada&quot;l">k&lt;&amp;&gt;1234</Key></e:Header><e:Body><List/></e:Body>',
        ],
        answer: answered,
      },
    ],
  },
  {
    shows: 'There is no session to renew.',
    isSoap: true,
    method,
    values: { user: 'a', key: 'old' },
    exchanges: [{ request: 'POST /orders', answer: { status: 401 } }],
    fails: 'run/unauthorised',
  },
  { isSoap: true, method, values: { user: 'a' }, exchanges: [], fails: 'run/missing-credential' },
  { isSoap: true, method: {}, exchanges: [], fails: 'run/no-envelope' },
  {
    shows: 'A request that is no envelope cannot carry it.',
    method,
    values: { user: 'a', key: 'k3y' },
    exchanges: [],
    fails: 'run/no-envelope',
  },
] as const satisfies readonly AuthCase[];
