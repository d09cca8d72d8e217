import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Uint8Array;
}

/** A local server that gives the answers it was told, one a request, and remembers what it was asked. */
export class TestServer {
  readonly origin: string;
  received: Received[] = [];
  answers: Answer[] = [];
  /** Tokens handed out at `/oauth-token`. */
  tokens = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<TestServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const started = new TestServer(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', started.origin);
        if (url.pathname === '/oauth-token') {
          started.tokens += 1;
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify({ access_token: `token-${started.tokens}`, expires_in: 3600 }));
          return;
        }
        const bytes = Buffer.concat(chunks);
        started.received.push({ method: request.method ?? '', url, headers: request.headers, body: bytes.toString(), bytes });
        const answer = started.answers.shift() ?? { status: 500, body: 'No answer was prepared' };
        response.writeHead(answer.status, answer.headers);
        response.end(request.method === 'HEAD' ? undefined : answer.body);
      });
    });
    return started;
  }

  /** Sets the answers to come and forgets what was received. */
  prepare(...answers: Answer[]): void {
    this.answers = answers;
    this.received = [];
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
