import { execFileSync } from 'node:child_process';
import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSigned } from './self-signed.ts';

/** Database servers do not run as root. "nobody" is on every Unix. */
const nobody = process.getuid?.() === 0 ? idsOf('nobody') : undefined;

function idsOf(user: string): { readonly uid: number; readonly gid: number } {
  const ask = (option: string): number => Number(execFileSync('id', [option, user], { encoding: 'utf8' }));
  return { uid: ask('-u'), gid: ask('-g') };
}

/** Options of a child process that is not to be root. */
export const asOrdinaryUser: { readonly uid?: number; readonly gid?: number } = nobody ?? {};

/** Gives a file or a folder to the user of `asOrdinaryUser`. */
export function giveAway(folder: string): void {
  if (nobody !== undefined) chownSync(folder, nobody.uid, nobody.gid);
}

/** A certificate for "localhost" and its key, as files that a server of that user can read. */
export function certificateIn(folder: string): { readonly ca: string; readonly cert: string; readonly key: string } {
  const { cert, key } = selfSigned('localhost');
  const paths = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  writeFileSync(paths.cert, cert);
  writeFileSync(paths.key, key, { mode: 0o600 });
  giveAway(paths.cert);
  giveAway(paths.key);
  return { ca: cert, ...paths };
}
