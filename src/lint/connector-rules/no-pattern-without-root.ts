import { defineConnectorRule, endpointsOf } from '../define-connector-rule.ts';

/** What a regular expression has and the name of a file has not. */
const pattern = /\.\*|\\[dwsDWS.]|\[[^\]]*\]|\(|\^|\$$|\+$|\*/u;

export default defineConnectorRule({
  name: 'lint/no-pattern-without-root',
  *check(connector) {
    for (const { endpoint, pointer } of endpointsOf(connector)) {
      const { file } = endpoint;
      if (file?.command !== 'get' || file.root !== undefined) continue;
      const found = pattern.exec(file.path.replaceAll(/\{\{[^{}]*\}\}/gu, (token) => ' '.repeat(token.length)));
      if (found === null) continue;
      yield {
        code: 'lint/no-pattern-without-root',
        message: `"${file.path}" looks like a regular expression, and without "root" it is the name of one file.`,
        help: 'Add "root": the folder from which files are looked for.',
        pointer: `${pointer}/file/path`,
        part: { start: found.index, end: found.index + found[0].length },
      };
    }
  },
});
