import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../src/workspace/ports/clock.ts';
import { createMailer } from '../../src/workspace/ports/mail.ts';
import { testPorts } from '../support/fake-ports.ts';

let server: Server;
afterEach(() => new Promise((resolve) => server.close(resolve)));

/** A mail server that says what it is told to RCPT, and keeps what it takes. */
async function smtp(
  answers: readonly string[] = [],
): Promise<{ readonly port: number; readonly taken: string[]; readonly recipients: string[] }> {
  const taken: string[] = [];
  const recipients: string[] = [];
  const left = [...answers];
  server = createServer((socket) => {
    let [text, isData] = ['', false];
    socket.write('220 ready\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      text += bytes.toString();
      for (
        let end = text.indexOf(isData ? '\r\n.\r\n' : '\r\n');
        end >= 0;
        end = text.indexOf(isData ? '\r\n.\r\n' : '\r\n')
      ) {
        const line = text.slice(0, end);
        text = text.slice(end + (isData ? 5 : 2));
        if (isData) {
          taken.push(line);
          isData = false;
          socket.write('250 taken\r\n');
        } else if (line === 'DATA') {
          isData = true;
          socket.write('354 go on\r\n');
        } else if (line.startsWith('RCPT')) {
          const answer = left.shift() ?? '250 ok';
          if (answer.startsWith('250')) recipients.push(/<(.+)>/u.exec(line)?.[1] ?? '');
          socket.write(`${answer}\r\n`);
        } else socket.write(line.startsWith('QUIT') ? '221 bye\r\n' : '250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, taken, recipients };
}

function mailer(
  port: number,
  more: object = {},
): { readonly mail: ReturnType<typeof createMailer>; readonly sleeps: readonly number[] } {
  const { secrets, clock, sleeps } = testPorts();
  const settings = {
    host: '127.0.0.1',
    port,
    from: 'flows@example.com',
    groups: { Ops: ['a@example.com', 'b@example.com'] },
    ...more,
  };
  return { mail: createMailer(settings, { secrets, clock: { ...systemClock, sleep: clock.sleep } }), sleeps };
}

const message = {
  level: 'warning',
  channel: 'email+log',
  groups: ['Ops'],
  text: 'Order 7 failed\nSee the log.',
} as const;

it('sends a message to every address of its groups', async () => {
  const { port, taken, recipients } = await smtp();
  const { mail } = mailer(port);
  await mail.notify(message);
  await mail.notify({ ...message, channel: 'log' });
  await mail.close();
  expect(recipients).toEqual(['a@example.com', 'b@example.com']);
  expect(taken).toHaveLength(1);
  expect(taken[0]).toContain('Subject: warning: Order 7 failed\r\n');
  expect(taken[0]).toContain('From: flows@example.com');
  expect(taken[0]).toMatch(/\r\n\r\nOrder 7 failed\r\nSee the log\./u);
});

it('tries again three times what may pass, and says what does not', async () => {
  const busy = ['450 busy', '450 busy'];
  const first = await smtp(busy);
  const { mail, sleeps } = mailer(first.port);
  await mail.notify(message);
  expect([first.taken.length, sleeps]).toEqual([1, [1000]]);
  await mail.close();
  await new Promise((resolve) => server.close(resolve));
  const second = await smtp(['550 no such user', '550 no such user']);
  const other = mailer(second.port);
  await expect(other.mail.notify(message)).rejects.toMatchObject({ code: 'run/mail-failed' });
  expect(other.sleeps).toEqual([]);
  await other.mail.close();
});

it('refuses groups without addresses and passwords that are not there', async () => {
  const { port, taken } = await smtp();
  await expect(mailer(port).mail.notify({ ...message, groups: ['Sales'] })).rejects.toMatchObject({
    code: 'run/unknown-group',
  });
  const login = mailer(port, { user: 'flows', password: 'secret://MAIL' });
  await expect(login.mail.notify(message)).rejects.toMatchObject({ code: 'run/missing-credential' });
  expect(taken).toEqual([]);
});

it('does not reach a server that is not there', async () => {
  const { port } = await smtp();
  await new Promise((resolve) => server.close(resolve));
  const { mail, sleeps } = mailer(port);
  await expect(mail.notify(message)).rejects.toMatchObject({ code: 'run/mail-failed' });
  expect(sleeps).toEqual([1000, 2000, 4000]);
  await mail.close();
  await smtp();
});
