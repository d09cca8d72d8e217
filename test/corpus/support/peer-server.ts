import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as soap from 'soap';
import type { SoapModel } from '../../../src/scaffold/soap-model.ts';
import { corpusFolder } from './wsdl-corpus.ts';

/** What the peer decoded, and what it shall answer; throws to answer with a fault. */
export type PeerHandler = (operation: string, input: unknown) => unknown;

export interface PeerServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts a server of the npm package soap from a description, as its users do. */
export async function startPeer(file: string, model: SoapModel, handler: PeerHandler): Promise<PeerServer> {
  const services = Object.fromEntries(
    model.services.map((service) => [
      service.name,
      Object.fromEntries(
        service.ports.map((port) => [
          port.name,
          Object.fromEntries(port.operations.map(({ name }) => [name, (input: unknown) => handler(name, input)])),
        ]),
      ),
    ]),
  );
  const server = createServer((_, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve, reject) => {
    soap.listen(server, {
      path: '/',
      // The peer's own types of handlers know their arguments; these take whatever comes.
      services: services as soap.IServices,
      xml: readFileSync(join(corpusFolder, file), 'utf8'),
      uri: join(corpusFolder, file),
      suppressStack: true,
      callback: (error: unknown) => (error === null || error === undefined ? resolve() : reject(error as Error)),
    });
  });
  // A server that listens on TCP has an address object.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
