import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScriptHost } from '../../src/contract/script.ts';
import { createScriptPort, type ScriptOptions } from '../../src/workspace/ports/scripts/scripts.ts';

const languages = {
  php: {
    command: 'php',
    echo: '<?php\nfunction handle($data) { $data["meta"]["seen"] = "yes"; print("hello"); return $data; }',
    json: '<?php function handle($d) { $o = json_decode($d["payload"], true); $o["n"]++; return ["payload" => json_encode($o)]; }',
    fails: '<?php function handle($d) { throw new Exception("no such order"); }',
    loop: '<?php function handle($d) { for (;;); }',
    memory: '<?php function handle($d) { $a = []; for (;;) $a[] = str_repeat("x", 1000000) . count($a); }',
    output: '<?php function handle($d) { return ["payload" => str_repeat("x", 9000000)]; }',
    fork: '<?php function handle($d) { $p = proc_open(["sleep", "7531"], [], $x); for (;;); }',
    secret: '<?php function handle($d) { return ["payload" => json_encode(array_keys(getenv()))]; }',
    exit: '<?php function handle($d) { exit(3); }',
    syntax: '<?php function handle($d) { return ',
    none: '<?php function other($d) { return $d; }',
  },
  python: {
    command: '/usr/bin/python3',
    echo: 'def handle(data):\n  data["meta"]["seen"] = "yes"\n  print("hello")\n  return data',
    json: 'import json\ndef handle(d):\n  o = json.loads(d["payload"])\n  o["n"] += 1\n  return {"payload": json.dumps(o)}',
    fails: 'def handle(d):\n  raise ValueError("no such order")',
    loop: 'def handle(d):\n  while True: pass',
    memory: 'def handle(d):\n  a = []\n  while True: a.append("x" * 1000000 + str(len(a)))',
    output: 'def handle(d):\n  return {"payload": "x" * 9000000}',
    fork: 'import subprocess\ndef handle(d):\n  subprocess.Popen(["sleep", "7532"])\n  while True: pass',
    secret: 'import os, json\ndef handle(d):\n  return {"payload": json.dumps(sorted(os.environ))}',
    exit: 'import os\ndef handle(d):\n  os._exit(3)',
    syntax: 'def handle(d):\nreturn',
    none: 'def other(d): return d',
  },
  ruby: {
    command: 'ruby',
    echo: 'def handle(data)\n  data["meta"]["seen"] = "yes"\n  puts "hello"\n  data\nend',
    json: 'require "json"\ndef handle(d)\n  o = JSON.parse(d["payload"])\n  o["n"] += 1\n  { "payload" => JSON.generate(o) }\nend',
    fails: 'def handle(d)\n  raise "no such order"\nend',
    loop: 'def handle(d)\n  loop {}\nend',
    memory: 'def handle(d)\n  a = []\n  loop { a << "x" * 1000000 + a.size.to_s }\nend',
    output: 'def handle(d)\n  { payload: "x" * 9000000 }\nend',
    fork: 'def handle(d)\n  spawn("sleep 7533")\n  loop {}\nend',
    secret: 'require "json"\ndef handle(d)\n  { payload: JSON.generate(ENV.keys.sort) }\nend',
    exit: 'def handle(d)\n  exit!(3)\nend',
    syntax: 'def handle(d)\n  (',
    none: 'def other(d) d end',
  },
} as const;

/** Command lines of all processes; none where the system does not show them as files. */
function commandLines(): readonly string[] {
  return globSync('/proc/[0-9]*/cmdline').flatMap((file) => {
    try {
      return [readFileSync(file, 'utf8')];
    } catch {
      return []; // it has ended meanwhile
    }
  });
}

/** True where the machine has it. */
function has(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

const missing = Object.entries(languages).filter(([, { command }]) => !has(command));
// Counted by the reporter as skipped, and said here.
if (missing.length > 0)
  console.warn(`Not installed, so that their tests are skipped: ${missing.map(([name]) => name).join(', ')}.`);

const limits: ScriptOptions = { timeoutMs: 20_000, memoryMb: 64, outputLength: 1_000_000 };

describe.each(Object.entries(languages))('scripts in %s', (language, texts) => {
  const isHere = has(texts.command);
  let hosts: ScriptHost[] = [];
  const load = (code: string, more: ScriptOptions = {}): ReturnType<ScriptHost['load']> => {
    const port = createScriptPort({ ...limits, interpreters: { [language]: texts.command }, ...more });
    const host = port.open({ nowMs: 0 });
    hosts.push(host);
    return host.load({ name: 'S', language, code });
  };
  const signal = new AbortController().signal;
  const call = async (code: string, payload: string | null = '{"n":1}', more: ScriptOptions = {}): Promise<unknown> => {
    try {
      const loaded = await load(code, more);
      return await loaded.call({
        payloads: [payload],
        surroundings: { meta: { a: 'b' }, flow: { variables: {} } },
        signal,
      });
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  beforeAll(() => void (hosts = []));
  afterAll(() => Promise.all(hosts.map((host) => host.close())));

  it.skipIf(!isHere)('get and give what the contract says', async () => {
    expect(await call(texts.echo)).toMatchObject({
      answers: [{ payload: '{"n":1}', rest: expect.stringContaining('"seen":') as unknown }],
      logs: ['hello'],
    });
    expect(await call(texts.json)).toMatchObject({
      answers: [{ payload: expect.stringMatching(/"n": ?2/u) as unknown }],
    });
    expect(await call(texts.fails)).toMatchObject({
      answers: [{ thrown: expect.stringContaining('no such order') as unknown }],
    });
  });

  it.skipIf(!isHere)('stay warm, and handle many payloads in one call', async () => {
    const loaded = await load(texts.json);
    const payloads = Array.from({ length: 1000 }, (_, n) => JSON.stringify({ n }));
    const { answers } = await loaded.call({ payloads, surroundings: {}, signal });
    expect(answers).toHaveLength(1000);
    expect(answers.at(-1)).toMatchObject({ payload: expect.stringMatching(/1000/u) as unknown });
  });

  it.skipIf(!isHere)('see neither the environment nor a secret', async () => {
    process.env['REPATCH_TEST_SECRET'] = 'hidden';
    const result = (await call(texts.secret)) as { answers: [{ payload: string }] };
    const names = JSON.parse(result.answers[0].payload) as string[];
    expect(names.filter((name) => !['PATH', 'LANG', 'LC_CTYPE', '_', 'PWD', 'SHLVL'].includes(name))).toEqual([]);
  });

  it.skipIf(!isHere)('end in a diagnostic, whatever they do', { timeout: 60_000 }, async () => {
    expect(await call(texts.loop, null, { timeoutMs: 1000 })).toBe('run/script-timeout');
    expect(await call(texts.output, null)).toBe('run/script-output');
    expect(await call(texts.exit)).toBe('run/script-crashed');
    expect(await call(texts.syntax)).toBe('run/bad-script');
    expect(await call(texts.none)).toBe('run/bad-script');
    const memory = await call(texts.memory);
    expect(memory === 'run/script-crashed' || JSON.stringify(memory).includes('thrown')).toBe(true);
  });

  it.skipIf(!isHere)('take what they have started with them', async () => {
    expect(await call(texts.fork, null, { timeoutMs: 1500 })).toBe('run/script-timeout');
    const marks = { php: '7531', python: '7532', ruby: '7533' } as const;
    const mark = marks[language as keyof typeof marks];
    expect(commandLines().filter((line) => line.startsWith('sleep') && line.includes(mark))).toEqual([]);
  });

  it('are refused where no interpreter is named, or the one that is cannot be started', async () => {
    expect(await call(texts.echo, null, { interpreters: {} })).toBe('run/script-language');
    expect(await call(texts.echo, null, { interpreters: { [language]: '/nowhere/interpreter' } })).toBe(
      'run/script-language',
    );
  });
});
