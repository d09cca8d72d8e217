import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { encodedPayload, originOf, payloadText, type Meta, type Origin, type Payload, type PayloadFormat } from '../contract/payload.ts';

interface Stub {
  readonly meta: Meta;
  readonly origin?: Origin;
  readonly format: PayloadFormat;
  readonly offset: number;
  readonly length: number;
}

export interface WaitingRoomOptions {
  /** Bytes kept in memory before payloads go to a file. */
  readonly memoryBudget: number;
  /** Encode every payload on entry, because only its text is needed afterwards. */
  readonly encode: boolean;
  readonly folder: string;
  readonly name: string;
}

/**
 * Holds the bucket in front of a step that may only start when its input is complete.
 * What exceeds the memory budget waits in a file, as JSON text, and comes back in order.
 */
export class WaitingRoom {
  readonly #options: WaitingRoomOptions;
  readonly #kept: (Payload | undefined)[] = [];
  readonly #stubs: Stub[] = [];
  #bytes = 0;
  #averageBytes = 0;
  #file: number | undefined;
  #fileEnd = 0;

  constructor(options: WaitingRoomOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#kept.length + this.#stubs.length;
  }

  add(payload: Payload): void {
    if (this.#bytes >= this.#options.memoryBudget) {
      this.#spill(payload);
      return;
    }
    if (this.#options.encode) {
      const encoded = encodePayload(payload);
      this.#kept.push(encoded);
      this.#bytes += encoded.bytes ?? 0;
      return;
    }
    this.#kept.push(payload);
    this.#bytes += this.#estimate(payload);
  }

  *drain(): Generator<Payload> {
    try {
      for (let index = 0; index < this.#kept.length; index++) {
        const payload = this.#kept[index];
        if (payload !== undefined) yield payload;
        this.#kept[index] = undefined; // let the payload go as soon as it has been used
      }
      for (const stub of this.#stubs) yield this.#read(stub);
    } finally {
      this.close();
    }
  }

  close(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    this.#file = undefined;
    rmSync(this.#path, { force: true });
  }

  get #path(): string {
    return join(this.#options.folder, `${this.#options.name}.bucket`);
  }

  /** Measures every 64th payload and takes the last figure for the others. */
  #estimate(payload: Payload): number {
    if (this.#kept.length % 64 === 1) this.#averageBytes = payloadText(payload).length;
    return this.#averageBytes;
  }

  #spill(payload: Payload): void {
    if (this.#file === undefined) {
      mkdirSync(this.#options.folder, { recursive: true, mode: 0o700 });
      this.#file = openSync(this.#path, 'wx+', 0o600);
    }
    const encoded = payload.encoded ?? Buffer.from(payloadText(payload));
    writeSync(this.#file, encoded, 0, encoded.length, this.#fileEnd);
    this.#stubs.push({
      meta: payload.meta,
      ...originOf(payload),
      format: payload.format,
      offset: this.#fileEnd,
      length: encoded.length,
    });
    this.#fileEnd += encoded.length;
  }

  #read(stub: Stub): Payload {
    const encoded = Buffer.allocUnsafe(stub.length);
    if (this.#file !== undefined) readSync(this.#file, encoded, 0, stub.length, stub.offset);
    return encodedPayload(encoded, stub);
  }
}

function encodePayload(payload: Payload): Payload {
  if (payload.encoded !== undefined) return payload;
  return encodedPayload(Buffer.from(payloadText(payload)), {
    format: payload.format,
    meta: payload.meta,
    ...originOf(payload),
  });
}
