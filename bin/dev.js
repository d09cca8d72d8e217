#!/usr/bin/env node
// Runs the sources without a build; needs the Node that `npm ci` brings.
import { main } from '../src/cli/main.ts';

await main(process.argv.slice(2));
