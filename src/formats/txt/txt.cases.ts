import type { FormatCase } from '../../contract/cases.ts';

export default [{ text: 'Hello,\nworld', value: 'Hello,\nworld' }] as const satisfies readonly FormatCase[];
