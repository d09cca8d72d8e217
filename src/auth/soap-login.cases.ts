import { caseText, type AuthCase, type CaseAnswer, type CaseRequest } from '../contract/cases.ts';

const soapEnvelope = (content: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${content}</e:Body></e:Envelope>`;
const answer = (content: string): CaseAnswer => ({ body: caseText('text/xml; charset=utf-8', soapEnvelope(content)) });
const answered = answer('<ListResponse/>');

const values = { username: 'ada-l', password: 'pa55&word' };
const method = {
  url: 'token',
  tokenPath: 'LoginResult.Detail',
  envelope: {
    header: '<Session>{{token}}</Session>',
    login: soapEnvelope('<Login><u>{{username}}</u><p>{{password}}</p></Login>'),
    loginAction: 'urn:login',
    tokenPart: { separator: ',', at: 2 },
    expired: [{ faultCode: 'Expired' }, { faultReason: 'no session' }, { path: 'ListResult.Code', value: '-7' }],
  },
};
const login = {
  request: 'POST /token',
  headers: { soapaction: '"urn:login"' },
  holds: ['<Login><u>ada-l</u><p>pa55&amp;word</p></Login>'],
};
const issued = (token: string): CaseAnswer =>
  answer(`<LoginResponse><LoginResult><Detail>acme,${token}</Detail></LoginResult></LoginResponse>`);
const call = (token: string): CaseRequest => ({
  request: 'POST /orders',
  holds: [`<e:Header><Session>${token}</Session></e:Header>`],
});
const fault = (code: string, reason: string): CaseAnswer => ({
  ...answer(`<e:Fault><faultcode>${code}</faultcode><faultstring>${reason}</faultstring></e:Fault>`),
  status: 500,
});

export default [
  {
    shows: 'The token is one part of the reply, and goes into the header of every message.',
    isSoap: true,
    method,
    values,
    exchanges: [
      { ...login, answer: issued('at-1') },
      { ...call('at-1'), answer: answered },
    ],
  },
  {
    shows: 'On 401 one new login, and the request again.',
    isSoap: true,
    method,
    values,
    exchanges: [
      { ...login, answer: issued('at-1') },
      { ...call('at-1'), answer: { status: 401 } },
      { ...login, answer: issued('at-2') },
      { ...call('at-2'), answer: answered },
    ],
  },
  {
    shows: 'Also when a fault has one of the codes that the method names.',
    isSoap: true,
    method,
    values,
    exchanges: [
      { ...login, answer: issued('at-1') },
      { ...call('at-1'), answer: fault('e:Expired', 'x') },
      { ...login, answer: issued('at-2') },
      { ...call('at-2'), answer: answered },
    ],
  },
  {
    shows: 'Or one of the texts.',
    isSoap: true,
    method,
    values,
    exchanges: [
      { ...login, answer: issued('at-1') },
      { ...call('at-1'), answer: fault('e:Client', 'There is No Session.') },
      { ...login, answer: issued('at-2') },
      { ...call('at-2'), answer: answered },
    ],
  },
  {
    shows: 'Or an answer that is no fault one of the values.',
    isSoap: true,
    method,
    values,
    exchanges: [
      { ...login, answer: issued('at-1') },
      { ...call('at-1'), answer: answer('<ListResponse><ListResult><Code>-7</Code></ListResult></ListResponse>') },
      { ...login, answer: issued('at-2') },
      { ...call('at-2'), answer: answered },
    ],
  },
  {
    isSoap: true,
    method,
    values,
    exchanges: [
      { ...login, answer: issued('at-1') },
      { ...call('at-1'), answer: fault('e:Expired', 'x') },
      { ...login, answer: issued('at-2') },
      { ...call('at-2'), answer: fault('e:Expired', 'x') },
    ],
    fails: 'run/unauthorised',
  },
  {
    shows: 'Without a part, the whole text is the token.',
    isSoap: true,
    method: { ...method, envelope: { header: '<Session>{{token}}</Session>', login: method.envelope.login } },
    values,
    exchanges: [
      { request: 'POST /token', answer: issued('at-1') },
      { ...call('acme,at-1'), answer: answered },
    ],
  },
  {
    isSoap: true,
    method,
    values,
    exchanges: [{ ...login, answer: fault('e:Client', 'Wrong password') }],
    fails: 'run/unauthorised',
  },
  {
    isSoap: true,
    method,
    values,
    exchanges: [{ ...login, answer: answer('<LoginResponse/>') }],
    fails: 'run/login-failed',
  },
  { isSoap: true, method: { url: 'token' }, values, exchanges: [], fails: 'run/no-envelope' },
  { isSoap: true, method, values: { username: 'ada-l' }, exchanges: [], fails: 'run/missing-credential' },
] as const satisfies readonly AuthCase[];
