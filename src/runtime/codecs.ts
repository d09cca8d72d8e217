import type { RunContext } from '../contract/context.ts';
import type { Codecs, DocumentFormat, FormatCodec } from '../contract/define-format.ts';
import type { PayloadFormat } from '../contract/payload.ts';
import { formats } from '../formats/index.ts';

/** The codecs of one run: each is loaded with the first document of its format. */
export function openCodecs(assume: RunContext['assume']): Codecs {
  const loaded = new Map<PayloadFormat, FormatCodec>();
  return {
    async load(format) {
      const unit: DocumentFormat | undefined = formats.find((one) => one.format === format);
      if (unit?.codec === undefined || loaded.has(format)) return loaded.get(format);
      const { default: create } = await unit.codec();
      if (!loaded.has(format)) loaded.set(format, create(assume));
      return loaded.get(format);
    },
    of: (format) => loaded.get(format),
  };
}
