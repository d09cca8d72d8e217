// Writes oclif.manifest.json from the built commands, so that help and start-up need not load them.
// --check: fails when the file in the repository is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Plugin } from '@oclif/core';

const root = dirname(import.meta.dirname);
const plugin = new Plugin({ root, ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true });
await plugin.load();
const file = join(root, 'oclif.manifest.json');
const text = `${JSON.stringify(plugin.manifest, null, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('oclif.manifest.json is stale. Run: npm run generate');
  process.exitCode = 1;
}
