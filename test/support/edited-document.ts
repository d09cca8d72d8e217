import { parse } from 'yaml';
import { valueAt } from '../../src/text/pointer.ts';

/** A description that is edited by JSON pointer. */
export class Doc {
  readonly value: unknown;

  constructor(text: string) {
    this.value = parse(text);
  }

  at<Value = Record<string, unknown>>(pointer: string): Value {
    const value = valueAt(this.value, pointer);
    if (value === undefined) throw new Error(`Nothing at ${pointer}`);
    return value as Value;
  }

  set(pointer: string, value: unknown): void {
    const [, parent = '', key = ''] = /^(.*)\/([^/]*)$/u.exec(pointer) ?? [];
    this.at(parent)[key.replaceAll('~1', '/')] = value;
  }

  remove(pointer: string): void {
    const [, parent = '', key = ''] = /^(.*)\/([^/]*)$/u.exec(pointer) ?? [];
    const container = this.at<Record<string, unknown> | unknown[]>(parent);
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else delete container[key.replaceAll('~1', '/')];
  }
}
