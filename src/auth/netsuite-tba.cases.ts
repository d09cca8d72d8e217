import { caseText, type AuthCase, type CaseAnswer } from '../contract/cases.ts';

const soapEnvelope = (content: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${content}</e:Body></e:Envelope>`;
const answer = (content: string): CaseAnswer => ({ body: caseText('text/xml; charset=utf-8', soapEnvelope(content)) });
const answered = answer('<ListResponse/>');

const method = {
  envelope: { header: '<passport>{{account}} {{token_id}} {{nonce}} {{timestamp}} {{signature}}</passport>' },
};
const values = {
  account: 'ACC_1',
  consumer_key: 'ck-1',
  consumer_secret: 'cs-9',
  token_id: 'ti-1',
  token_secret: 'ts-9',
};

export default [
  {
    isSoap: true,
    method,
    values,
    exchanges: [
      {
        request: 'POST /orders',
        holds: [
          '<e:Header><passport>ACC_1 ti-1 0zik0zk0zik0zk0zik0zk0zik0zk 1772359200 CCDGLJeLiS4wI+UFf2y7EGoOkyy4WotHv0OGB/OaTrc=</passport></e:Header>',
        ],
        answer: answered,
      },
    ],
  },
  {
    shows: 'There is no session to renew.',
    isSoap: true,
    method,
    values,
    exchanges: [{ request: 'POST /orders', answer: { status: 401 } }],
    fails: 'run/unauthorised',
  },
  {
    isSoap: true,
    method,
    values: { account: 'ACC_1', consumer_key: 'ck-1', consumer_secret: 'cs-9', token_id: 'ti-1' },
    exchanges: [],
    fails: 'run/missing-credential',
  },
  { isSoap: true, values, exchanges: [], fails: 'run/no-envelope' },
  { method, values, exchanges: [], fails: 'run/no-envelope' },
] as const satisfies readonly AuthCase[];
