import net, { type AddressInfo, type Socket } from 'node:net';

/** Stands between a client and its server, and can lose answers. */
export interface CuttingProxy {
  readonly port: number;
  /** Passes on what the client says next with this text in it, and breaks both connections in front of the answer. */
  cutAfter(text: string): void;
  close(): Promise<void>;
}

export async function startCuttingProxy(target: number): Promise<CuttingProxy> {
  let text: string | undefined;
  const sockets = new Set<Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(target, '127.0.0.1');
    let isCut = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => (client.destroy(), isCut || upstream.destroy()));
    }
    client.on('data', (data) => {
      upstream.write(data);
      if (text === undefined || !data.includes(text)) return;
      text = undefined;
      isCut = true;
    });
    upstream.on('data', (data) => {
      if (!isCut) return client.write(data);
      // The server has answered, so that it has done it.
      client.destroy();
      return upstream.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, // it listens on a port
    cutAfter: (wanted) => void (text = wanted),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
