import fs from 'node:fs';
import net, { type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import { selfSigned } from './self-signed.ts';
import { makeFolder, removeFolder, type Fault, type FileEvent, type FileWorld } from './file-world.ts';

/** An FTP server in this process (RFC 959, 2428, 3659 and 4217): no permissions, one user, passive connections only. */
export async function startFtpServer(protocol: 'FTP' | 'FTPS'): Promise<FileWorld> {
  const folder = makeFolder();
  const certificate = protocol === 'FTPS' ? selfSigned('localhost') : undefined;
  let fault: Fault | undefined;
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    new FtpSession(socket, folder, certificate, (event, path) => fault?.(event, path) === 'drop');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const values = {
    host: certificate === undefined ? '127.0.0.1' : 'localhost',
    port: String(port),
    username: 'ada',
    password: 'pa55-word',
    ...(certificate === undefined ? {} : { ca: certificate.cert }),
  };
  return {
    protocol,
    values,
    wrongValues: { ...values, password: 'wr0ng-word' },
    root: '/',
    folder,
    setFault: (given) => (fault = given),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      removeFolder(folder);
    },
  };
}

class FtpSession {
  #control: Socket;
  readonly #folder: string;
  readonly #certificate: { readonly key: string; readonly cert: string } | undefined;
  readonly #breaks: (event: FileEvent, path: string) => boolean;
  #user = '';
  #isIn = false;
  #isPrivate = false;
  #renameFrom = '';
  #data: Promise<Socket> | undefined;

  constructor(
    socket: Socket,
    folder: string,
    certificate: { readonly key: string; readonly cert: string } | undefined,
    breaks: (event: FileEvent, path: string) => boolean,
  ) {
    this.#control = socket;
    this.#folder = folder;
    this.#certificate = certificate;
    this.#breaks = breaks;
    this.#listen();
    this.#say('220 Ready');
  }

  #listen(): void {
    let rest = '';
    this.#control.on('error', () => undefined);
    this.#control.on('data', (data: Buffer) => {
      const lines = (rest + data.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#take(line).catch((error: unknown) => this.#say(`550 ${String(error)}`));
    });
  }

  #say(line: string): void {
    if (!this.#control.destroyed) this.#control.write(`${line}\r\n`);
  }

  #real(path: string): string {
    return join(this.#folder, path);
  }

  async #take(line: string): Promise<void> {
    const [, verb = '', argument = ''] = /^(\w+) ?(.*)$/u.exec(line) ?? [];
    switch (verb.toUpperCase()) {
      case 'AUTH':
        return this.#secure();
      case 'PBSZ':
      case 'OPTS':
      case 'TYPE':
      case 'STRU':
      case 'NOOP':
        return this.#say('200 OK');
      case 'PROT':
        this.#isPrivate = argument === 'P';
        return this.#say('200 OK');
      case 'USER':
        this.#user = argument;
        return this.#say('331 Password?');
      case 'PASS':
        this.#isIn = this.#user === 'ada' && argument === 'pa55-word';
        return this.#say(this.#isIn ? '230 Welcome' : '530 Login incorrect');
      case 'FEAT':
        return this.#say('211-Features\r\n EPSV\r\n MDTM\r\n MLST size*;modify*;type*;\r\n SIZE\r\n UTF8\r\n211 End');
      case 'QUIT':
        this.#say('221 Bye');
        return void this.#control.end();
    }
    if (!this.#isIn) return this.#say('530 Log in first');
    return this.#takeFileCommand(verb.toUpperCase(), argument);
  }

  async #takeFileCommand(verb: string, argument: string): Promise<void> {
    const path = this.#real(argument);
    switch (verb) {
      case 'EPSV':
        return this.#offerData();
      case 'SIZE':
        if (this.#breaks('facts', argument)) return void this.#control.destroy();
        return this.#say(fs.existsSync(path) ? `213 ${fs.statSync(path).size}` : '550 No such file');
      case 'MDTM':
        return this.#say(fs.existsSync(path) ? `213 ${stamp(path)}` : '550 No such file');
      case 'MLSD':
        return this.#send(Buffer.from(listing(path)));
      case 'RETR':
        if (!fs.existsSync(path)) return this.#say('550 No such file');
        return this.#sendFile(argument);
      case 'STOR':
        return this.#receive(argument);
      case 'RNFR':
        this.#renameFrom = argument;
        return this.#say(fs.existsSync(path) ? '350 And to?' : '550 No such file');
      case 'RNTO':
        if (this.#breaks('rename', this.#renameFrom)) return void this.#control.destroy();
        fs.renameSync(this.#real(this.#renameFrom), path);
        if (this.#breaks('renamed', this.#renameFrom)) return void this.#control.destroy();
        return this.#say('250 Renamed');
      case 'DELE':
        if (!fs.existsSync(path)) return this.#say('550 No such file');
        fs.unlinkSync(path);
        return this.#say('250 Gone');
      default:
        return this.#say('502 Not known');
    }
  }

  #secure(): void {
    if (this.#certificate === undefined) return this.#say('502 Not known');
    this.#say('234 Begin');
    this.#control.removeAllListeners('data');
    this.#control = new tls.TLSSocket(this.#control, { isServer: true, ...this.#certificate });
    this.#listen();
  }

  async #offerData(): Promise<void> {
    const server = net.createServer();
    this.#data = new Promise((resolve) => {
      server.once('connection', (socket) => {
        server.close();
        socket.on('error', () => undefined);
        const isTls = this.#isPrivate && this.#certificate !== undefined;
        const data = isTls ? new tls.TLSSocket(socket, { isServer: true, ...this.#certificate }) : socket;
        data.on('error', () => undefined);
        resolve(data);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#say(`229 Entering passive mode (|||${(server.address() as AddressInfo).port}|)`); // it listens on a port
  }

  async #send(bytes: Buffer): Promise<void> {
    this.#say('150 Here it comes');
    const data = await this.#data;
    data?.end(bytes, () => this.#say('226 Done'));
  }

  /** In two halves, so that a test can break the connection between them. */
  async #sendFile(path: string): Promise<void> {
    const bytes = fs.readFileSync(this.#real(path));
    this.#say('150 Here it comes');
    const data = await this.#data;
    data?.write(bytes.subarray(0, bytes.length / 2));
    if (this.#breaks('read', path)) {
      data?.destroy();
      return void this.#control.destroy();
    }
    data?.end(bytes.subarray(bytes.length / 2), () => this.#say('226 Done'));
  }

  async #receive(path: string): Promise<void> {
    this.#say('150 Go on');
    const data = await this.#data;
    const parts: Buffer[] = [];
    for await (const part of data ?? []) {
      parts.push(part as Buffer);
      if (!this.#breaks('write', path)) continue;
      fs.writeFileSync(this.#real(path), Buffer.concat(parts).subarray(0, 10));
      data?.destroy();
      return void this.#control.destroy();
    }
    fs.writeFileSync(this.#real(path), Buffer.concat(parts));
    this.#say('226 Done');
  }
}

function stamp(path: string): string {
  return fs.statSync(path).mtime.toISOString().slice(0, 19).replaceAll(/[-:T]/gu, '');
}

function listing(folder: string): string {
  return fs
    .readdirSync(folder)
    .map((name) => {
      const path = join(folder, name);
      const facts = fs.statSync(path);
      return `type=${facts.isDirectory() ? 'dir' : 'file'};size=${facts.size};modify=${stamp(path)}; ${name}\r\n`;
    })
    .join('');
}
