#!/usr/bin/env node
// Old Node must get as far as the message below: no top-level await and no newer syntax in this file.
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
const supported = major >= 26 || (major === 24 && minor >= 15);

if (supported) {
  module.enableCompileCache();
  import('../dist/src/cli/main.js').then(
    ({ main }) => main(process.argv.slice(2)),
    (error) =>
      fail(error.code === 'ERR_MODULE_NOT_FOUND' ? 'repatch is not built here. Run: npm run build' : error.stack),
  );
} else {
  fail(
    `repatch needs Node 24.15 or 26; this is ${process.versions.node}. In a checkout, use \`npx repatch\`, which brings its own.`,
  );
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 3;
}
