import { restorePayload, storePayload, type Payload, type StoredPayload } from '../contract/payload.ts';
import type { SpillFile, SpillPort } from '../contract/spill.ts';

export interface WaitingRoomOptions {
  /** Bytes kept in memory before payloads go to a file. */
  readonly memoryBudget: number;
  /** Encode every payload on entry, because only its text is needed afterwards. */
  readonly encode: boolean;
  /** Write every payload to the file, so that a run can go on from here. */
  readonly keep: boolean;
  readonly spill: SpillPort;
  readonly name: string;
}

/** A write to the file is worth its call from here on. */
const blockBytes = 1024 * 1024;

/**
 * Holds the bucket in front of a step that may only start when its input is complete. What exceeds the memory budget
 * waits in a file and comes back in order. Errors: TerminalError `run/disk-full`, `run/spill-failed`.
 */
export class WaitingRoom {
  readonly #options: WaitingRoomOptions;
  readonly #kept: (Payload | undefined)[] = [];
  #bytes = 0;
  #averageBytes = 0;
  /** Where in the file the first payload begins that is not in memory. */
  #spilledFrom: number | undefined;
  #file: SpillFile | undefined;
  #block: Uint8Array[] = [];
  #blockSize = 0;

  constructor(options: WaitingRoomOptions) {
    this.#options = options;
  }

  add(payload: Payload): void {
    const { memoryBudget, encode, keep } = this.#options;
    const fits = this.#bytes < memoryBudget;
    if (!fits || keep) {
      const stored = storePayload(payload);
      if (!fits) this.#spilledFrom ??= this.#end;
      this.#write(stored);
      if (!fits) return;
      if (encode) {
        this.#keep(restorePayload(stored), stored.bytes?.length ?? 0);
        return;
      }
    }
    if (encode) {
      const stored = storePayload(payload);
      this.#keep(payload.encoded === undefined ? restorePayload(stored) : payload, stored.bytes?.length ?? 0);
    } else {
      this.#keep(payload, this.#estimate(payload));
    }
  }

  /** Everything has arrived: what is kept is in the file. */
  complete(): void {
    this.#flush();
  }

  *drain(): Generator<Payload> {
    for (let index = 0; index < this.#kept.length; index++) {
      const payload = this.#kept[index];
      if (payload !== undefined) yield payload;
      this.#kept[index] = undefined; // let the payload go as soon as it has been used
    }
    if (this.#file !== undefined && this.#spilledFrom !== undefined) yield* readPayloads(this.#file, this.#spilledFrom);
  }

  /** Takes the file away, unless a run may have to go on from it. */
  close(): void {
    if (this.#options.keep) this.#file?.close();
    else this.#file?.remove();
    this.#file = undefined;
  }

  #keep(payload: Payload, bytes: number): void {
    this.#kept.push(payload);
    this.#bytes += bytes;
  }

  /** Measures every 64th payload and takes the last figure for the others. */
  #estimate(payload: Payload): number {
    if (this.#kept.length % 64 === 0) this.#averageBytes = storePayload(payload).bytes?.length ?? 0;
    return this.#averageBytes;
  }

  get #end(): number {
    return (this.#file?.size ?? 0) + this.#blockSize;
  }

  #write(stored: StoredPayload): void {
    const { bytes, ...rest } = stored;
    const head = Buffer.from(JSON.stringify(rest));
    const lengths = Buffer.alloc(8);
    lengths.writeUInt32LE(head.length, 0);
    lengths.writeUInt32LE(bytes?.length ?? 0, 4);
    this.#block.push(lengths, head);
    this.#blockSize += 8 + head.length;
    if (bytes !== undefined) {
      this.#block.push(bytes);
      this.#blockSize += bytes.length;
    }
    if (this.#blockSize >= blockBytes) this.#flush();
  }

  #flush(): void {
    const { spill, name, keep } = this.#options;
    if (this.#blockSize === 0 && !(keep && this.#file === undefined)) return;
    this.#file ??= spill.create(name);
    this.#file.append(Buffer.concat(this.#block, this.#blockSize));
    this.#block = [];
    this.#blockSize = 0;
  }
}

/** The payloads of a file that a waiting room has written, from this offset on. */
export function* readPayloads(file: SpillFile, from = 0): Generator<Payload> {
  for (let at = from; at < file.size;) {
    const lengths = Buffer.from(file.read(at, 8));
    const [headLength, length] = [lengths.readUInt32LE(0), lengths.readUInt32LE(4)];
    const head = JSON.parse(Buffer.from(file.read(at + 8, headLength)).toString('utf8')) as StoredPayload; // written by #write
    const bytes = length === 0 ? {} : { bytes: file.read(at + 8 + headLength, length) };
    yield restorePayload({ ...head, ...bytes });
    at += 8 + headLength + length;
  }
}
