import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { listen, type IServicePort } from 'soap';

const fixtures = join(import.meta.dirname, '../../fixtures/scaffold/wsdl');

export interface SoapService extends AsyncDisposable {
  readonly url: string;
  /** Requests that are answered with 503 before any is answered properly. */
  failNext(count: number): void;
}

/** A service of the npm package `soap`: an implementation that shares nothing with ours. */
export async function startSoapService(fixture: string, name: string, port: IServicePort): Promise<SoapService> {
  const wsdl = await readFile(join(fixtures, fixture, 'service.wsdl'), 'utf8');
  let failures = 0;
  const server = createServer((_request, response) => {
    response.writeHead(404);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  listen(server, '/soap', { [name]: { [`${name}Port`]: port } }, wsdl);
  // The package answers by listeners of its own; what fails beforehand stands in front of them.
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (failures > 0) {
      failures--;
      response.writeHead(503, { 'retry-after': '0' });
      response.end();
      return;
    }
    for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
  });
  const { port: number } = server.address() as AddressInfo; // a server that listens on TCP has an address object
  return {
    url: `http://127.0.0.1:${number}/soap`,
    failNext: (count) => void (failures = count),
    [Symbol.asyncDispose]() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export function fault(code: string, reason: string): Error {
  return Object.assign(new Error(reason), { Fault: { faultcode: code, faultstring: reason } });
}

/** The signature that NetSuite would compute for a token passport. */
export function passportSignature(
  { account, consumerKey, token, nonce, timestamp }: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
): string {
  const signed = [account, consumerKey, token, nonce, timestamp].map((part) => encodeURIComponent(String(part)));
  return createHmac('sha256', secrets.join('&')).update(signed.join('&')).digest('base64');
}
