import { Plugin, type Command } from '@oclif/core';

/** oclif.manifest.json, so that help and start-up need not load the commands. Reads the built ones. */
export async function commandManifest(root: string): Promise<ReadonlyMap<string, string>> {
  return new Map([['oclif.manifest.json', `${JSON.stringify((await load(root)).manifest, null, 2)}\n`]]);
}

/** docs/commands.md: every command with its arguments, flags and examples. */
export async function commandReference(root: string): Promise<ReadonlyMap<string, string>> {
  const { manifest } = await load(root);
  const sections = Object.values(manifest.commands)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(describe);
  const title = ['# Commands', '', 'Generated from the code. All commands take `--json`.', ''];
  return new Map([['docs/commands.md', [...title, ...sections].join('\n')]]);
}

async function load(root: string): Promise<Plugin> {
  const plugin = new Plugin({ root, ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true });
  await plugin.load();
  return plugin;
}

function describe({ id, summary, description, args, flags, examples }: Command.Cached): readonly string[] {
  const name = id.replaceAll(':', ' ');
  const usage = Object.values(args).map((arg) =>
    arg.required === true ? arg.name.toUpperCase() : `[${arg.name.toUpperCase()}]`,
  );
  const argRows = Object.values(args).map((arg) => `| \`${arg.name.toUpperCase()}\` | ${cell(arg.description)} |`);
  const flagRows = Object.values(flags)
    .filter((flag) => flag.name !== 'json' && flag.hidden !== true)
    .map(
      (flag) =>
        `| \`--${flag.name}${flag.type === 'option' ? ' VALUE' : ''}\` | ${cell(flag.summary ?? flag.description)} |`,
    );
  const shown = (examples ?? []).map((example) => String(example).replaceAll('<%= config.bin %>', 'repatch'));
  return [
    `## repatch ${[name, ...usage].join(' ')}`,
    '',
    summary ?? '',
    ...(description === undefined ? [] : ['', description]),
    '',
    ...(shown.length === 0 ? [] : ['```', ...shown, '```', '']),
    ...table('argument', argRows),
    ...table('flag', flagRows),
  ];
}

function table(title: string, rows: readonly string[]): readonly string[] {
  return rows.length === 0 ? [] : [`| ${title} | meaning |`, '| --- | --- |', ...rows, ''];
}

function cell(text: string | undefined): string {
  return (text ?? '').replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}
