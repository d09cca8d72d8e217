import { casesOf, flowCase } from '../rule-case.ts';

function notify(config: object): object {
  return { name: 'Tell', microservice: 'notify', config: { level: 'info', template: 'done', ...config } };
}

export default casesOf('lint/no-mute-message', [
  flowCase('a group', [notify({ channels: 'email_and_log', groups: ['Desk'] })]),
  flowCase('the log only', [notify({ channels: 'log' })]),
  flowCase('nobody', [notify({ channels: 'email_and_log' })], ['"email_and_log"']),
]);
