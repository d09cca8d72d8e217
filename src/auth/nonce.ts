import type { AuthContext } from '../contract/define-auth.ts';

/** 28 characters that no other request has: 128 bits in base 36. */
export function nonce({ random }: Pick<AuthContext, 'random'>): string {
  const part = (): string =>
    Math.floor(random() * 2 ** 32)
      .toString(36)
      .padStart(7, '0');
  return part() + part() + part() + part();
}
